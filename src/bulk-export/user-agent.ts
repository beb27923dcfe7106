import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')));

/** How Dayhaul names itself to the API: `dayhaul/<version>`. */
export const USER_AGENT = `dayhaul/${version}`;
