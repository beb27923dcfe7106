import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ACCOUNTS_FILE } from '../../src/settings/accounts-schema';

const PATH = join(__dirname, '../../docs/dayhaul.schema.json');

// `UPDATE_SCHEMA=1 npx jest test/settings/accounts-schema && npx prettier --write docs` writes the file again.
test('the JSON Schema for editors is the one of the code', () => {
  const schema = z.toJSONSchema(ACCOUNTS_FILE, { io: 'input', target: 'draft-7' });
  if (process.env['UPDATE_SCHEMA']) writeFileSync(PATH, JSON.stringify(schema));
  expect(JSON.parse(readFileSync(PATH, 'utf8'))).toEqual(schema);
});
