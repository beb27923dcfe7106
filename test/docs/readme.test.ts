import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { scripts } from '../../package.json';
import { createProgram, defineCommand } from '../../src/cli/create-program';
import { uiAddress } from '../../src/cli/output/ui-address';
import { readSettings } from '../../src/settings/settings';

const ROOT = join(__dirname, '../..');
const README = read('README.md');

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The rows of the table under a heading, cell by cell. */
function tableUnder(heading: string): string[][] {
  const section = README.split(`### ${heading}\n`)[1]?.split(/\n##/)[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** The names of all commands that do something, those of groups with the group's name before them. */
function commandsOf(program: Command, prefix = ''): string[] {
  return program.commands.flatMap((command) => {
    const name = `${prefix}${command.name()}`;
    return command.commands.length > 0 ? commandsOf(command, `${name} `) : [name];
  });
}

/** All commands with everything they get when they are asked for. */
async function wholeProgram(): Promise<Command> {
  const program = createProgram();
  await Promise.all(program.commands.map(defineCommand));
  return program;
}

async function exportOptions(): Promise<Map<string, string>> {
  const command = (await wholeProgram()).commands.find((each) => each.name() === 'export')!;
  return new Map(command.options.map(({ long, description }) => [long ?? '', description]));
}

test('each command is in the table of commands, and no other', async () => {
  const told = tableUnder('Commands').flatMap(([command = '']) =>
    codesIn(command).map((code) => code.replace(/ <.*/, '')),
  );
  expect([...told, 'help'].sort()).toEqual(commandsOf(await wholeProgram()).sort());
});

test('each option of export is in the table of options, and no other', async () => {
  const told = tableUnder('Options of `export`').flatMap(([names = '']) =>
    codesIn(names).map((code) => code.split(' ')[0]!),
  );
  const everywhere = ['--plan', '--follow', '--json'];
  expect([...told, ...everywhere].sort()).toEqual([...(await exportOptions()).keys()].sort());
});

test('each default in the table of options is the one that the help tells', async () => {
  const options = await exportOptions();
  const rows = tableUnder('Options of `export`');
  let compared = 0;
  for (const [names = '', defaults = ''] of rows) {
    const flags = codesIn(names).map((code) => code.split(' ')[0]!);
    const values = codesIn(defaults);
    if (values.length !== flags.length) continue;
    for (const [index, flag] of flags.entries()) {
      expect(`${flag}: ${options.get(flag) ?? ''}`).toContain(values[index]!.replace('newest', '"newest"'));
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(7);
});

test('each setting that the code reads is in the table of settings, and no other', () => {
  const asked = new Set([
    'DAYHAUL_COMMAND',
    'DAYHAUL_TEMPORAL_CLI',
    'DAYHAUL_TEMPORAL_TEST_SERVER',
    'DAYHAUL_BROWSER',
    'DAYHAUL_VERSITYGW',
  ]);
  const environment = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_target, name) => {
        asked.add(String(name));
        return undefined;
      },
    },
  );
  expect(() => readSettings(environment)).toThrow('TWILIO_ACCOUNT_SID');
  uiAddress(environment, { address: 'localhost:7233', namespace: 'default' }, 'export');

  const told = tableUnder('Settings').flatMap(([names = '']) => codesIn(names));
  const own = told.filter((name) => /^(TWILIO_|DAYHAUL_|S3_|AWS_ENDPOINT)/.test(name));
  expect(own.sort()).toEqual([...asked].sort());
});

test.each(['README.md', 'CONTRIBUTING.md'])('each npm script that %s names exists', (file) => {
  const named = [...read(file).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(
    ([, name = '']) => name,
  );
  expect(named.length).toBeGreaterThan(1);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});

test('the map names every folder with code, and none that is not there', () => {
  const map = README.split('## Map')[1]?.split('```')[1] ?? '';
  const named = [...map.matchAll(/^(\S+) {2,}\S/gm)].map(([, path = '']) => path);
  for (const path of named) expect(existsSync(join(ROOT, path))).toBe(true);
  const folders = (of: string) =>
    readdirSync(join(ROOT, of), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(of, entry.name));
  const withCode = [...folders('.'), ...folders('src')].filter(
    (path) => !['lib', 'node_modules', 'src', 'docs', 'coverage'].includes(path),
  );
  expect(named).toEqual(expect.arrayContaining(withCode));
});

test.each([
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'simulator/README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
])('what %s links to is there', (file) => {
  const links = [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, link = '']) => link);
  for (const link of links) expect([link, existsSync(join(ROOT, file, '..', link))]).toEqual([link, true]);
});
