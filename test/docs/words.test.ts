import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES, ROOT } from './support/pages';
import { findBannedWords } from './words/find-banned-words';

/** The rooms and pages whose texts are held to the words of CONTRIBUTING: all that users read. */
const HELD = ['.github', 'demo', 'simulator', 'src', 'up', ...PAGES];

/** The files of a room that hold texts: code and forms. A file is its own room. */
function filesOf(room: string): string[] {
  if (statSync(join(ROOT, room)).isFile()) return [room];
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|yml)$/.test(file))
    .map((file) => join(room, file));
}

// `WORDS=src/cli npx jest test/docs/words` checks one room alone.
test.each(process.env['WORDS']?.split(' ') ?? HELD)('%s has no banned wording', (room) => {
  const found = filesOf(room).flatMap((file) => findBannedWords(file, readFileSync(join(ROOT, file), 'utf8')));
  if (found.length > 0) throw new Error(`${found.length} banned wordings\n${found.join('\n')}`);
});

test('a banned wording is found in a literal, a template, a concatenation and a page', () => {
  expect(findBannedWords('a.ts', "import 'for ever and ever';\nconst a = 'it runs for ever';")).toEqual([
    'a.ts:2  "it runs for ever"  for ever → permanently, indefinitely',
  ]);
  expect(findBannedWords('a.ts', 'f(`Fine.\nA ${b ? `is asked for` : 1} is ${c}. Nobody knows.`)')).toEqual([
    expect.stringContaining('a.ts:2  "Nobody knows."'),
    expect.stringContaining('a.ts:2  "is asked for"'),
    expect.stringContaining('a.ts:2  "is asked for"'),
  ]);
  expect(findBannedWords('a.ts', "f('the export goes ' + 'on', g('mend it'))")).toEqual([
    expect.stringContaining('"the export goes on"'),
    expect.stringContaining('"mend it"'),
  ]);
  expect(findBannedWords('a.md', '# A\n\nThe run goes\non. Fine.\n\n```sh\n# mend\n```\n')).toEqual([
    'a.md:3  "The run goes on."  goes on → continue',
  ]);
});

test('names, paths, code in a page and parts of words are no wording', () => {
  expect(findBannedWords('a.ts', "f('wanted', 'mend'); // mend it for ever\nf('recommend midnight')")).toEqual([]);
  expect(findBannedWords('a.md', 'The option `--ask for` of [this](docs/mend.md) at midnight.')).toEqual([]);
});
