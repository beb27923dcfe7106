import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const packageJson = z.object({ version: z.string() });

/** The version of this Dayhaul, as its package.json has it. */
export const { version: VERSION } = packageJson.parse(
  JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')),
);
