import { createProgram } from '../../src/cli/create-program';
import { PAGES, readPage } from './support/pages';
import { type Flags, flagsByCommand } from './support/whole-program';

let commands: ReadonlyMap<string, Flags>;
beforeAll(async () => {
  commands = await flagsByCommand();
});

/** The calls of `dayhaul`, or of its script, in the blocks of shell on a page, without the program's name. */
function callsIn(page: string): string[] {
  const blocks = [...readPage(page).matchAll(/```sh\n(.*?)```/gs)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.replace(/\\\n\s*/g, ' ').split('\n'));
  return lines.flatMap((line) => /(?:^|\s)(?:dayhaul|node lib\/starter\.js|run --rm starter) (.*)/.exec(line.trim())?.[1] ?? []);
}

/** The options of every command. */
const ofAll = createProgram().options.map(({ long }) => long ?? '');

function complaint(call: string): string | undefined {
  const words = call.replace(/#.*/, '').trim().split(/\s+/);
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((each) => commands.has(each));
  if (name === undefined) return `no such command: ${call}`;
  const unknown = words.filter((word) => word.startsWith('--') && !ofAll.includes(word) && !commands.get(name)?.has(word));
  return unknown.length > 0 ? `${name} has no ${unknown.join(', ')}` : undefined;
}

test.each(PAGES)('the commands in %s exist, with their options', (page) => {
  expect(callsIn(page).flatMap((call) => complaint(call) ?? [])).toEqual([]);
});

test('pages have commands, and an invented one is found', () => {
  expect(PAGES.flatMap(callsIn).length).toBeGreaterThan(10);
  expect(complaint('exprot --last 90d')).toContain('no such command');
  expect(complaint('export --lost 90d')).toBe('export has no --lost');
});
