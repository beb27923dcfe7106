import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDuration } from '../../src/cli/input/parse-duration';
import { uiListAddress } from '../../src/cli/output/ui-address';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import { readAccountsFile } from '../../src/settings/accounts-file';
import { readSettings } from '../../src/settings/settings';
import { codesIn, readPage, ROOT, rowsBelow } from './support/pages';
import { type Flags, flagsByCommand } from './support/whole-program';

let commands: ReadonlyMap<string, Flags>;
beforeAll(async () => {
  commands = await flagsByCommand();
});

/** The flags in the first column of the tables below a heading of the page of options. */
function documentedFlags(heading: string): string[] {
  return rowsBelow('docs/options.md', heading).flatMap(([names = '']) => codesIn(names).map((code) => code.split(' ')[0] ?? ''));
}

function flagsOf(command: string): string[] {
  return [...(commands.get(command)?.keys() ?? [])];
}

test('each command is in the table of commands, and no other', () => {
  const documented = rowsBelow('docs/commands.md', '# Commands').flatMap(([names = '']) =>
    codesIn(names).map((name) => name.replace(/ <.*/, '')),
  );
  const exitCodes = rowsBelow('docs/commands.md', '## Exit codes');
  expect(exitCodes.map(([code]) => code)).toEqual(['0', '1', '2', '130', '141']);
  expect([...documented, 'help'].sort()).toEqual([...commands.keys()].sort());
});

test('all commands take --json but those that the page names', () => {
  const [, named = ''] = /All commands but ([^.]*) take `--json`/.exec(readPage('docs/commands.md').replace(/\s+/g, ' ')) ?? [];
  const without = [...commands].filter(([name, flags]) => name !== 'help' && !flags.has('--json'));
  expect(codesIn(named).sort()).toEqual(without.map(([name]) => name).sort());
});

test('each option of export is documented, and no other', () => {
  expect(documentedFlags('## Options of `export`').sort()).toEqual(flagsOf('export').sort());
});

test('each option of schedule create and of change is documented', () => {
  const shared = documentedFlags('### How to run');
  const own = documentedFlags('## Options of `schedule create`');
  expect([...shared, ...own, '--resource-type', '--archive', '--account', '--json'].sort()).toEqual(
    flagsOf('schedule create').sort(),
  );
  const ofChange = flagsOf('change').filter((flag) => flag !== '--json' && !flag.startsWith('--no-'));
  expect(ofChange.sort()).toEqual(shared.sort());
});

test('each option of the other commands is documented, and no other', () => {
  const documented = rowsBelow('docs/options.md', '## Options of other commands').map(
    ([command = '', option = '']) => `${codesIn(command)[0]} ${codesIn(option)[0]?.split(' ')[0]}`,
  );
  const isOfAll = (name: string, flag: string) =>
    flag === '--json' ||
    flag === '--config' ||
    (name.startsWith('schedule ') && flag === '--account') ||
    (name.startsWith('quota ') && flag === '--group') ||
    (name === 'change' && !flag.startsWith('--no-'));
  const actual = [...commands]
    .filter(([name]) => !['export', 'schedule create', 'simulator'].includes(name))
    .flatMap(([name, flags]) => [...flags.keys()].filter((flag) => !isOfAll(name, flag)).map((flag) => `${name} ${flag}`));
  expect(documented.sort()).toEqual(actual.sort());
});

test('each default on the page of options is the one that the code has', () => {
  const rows = rowsBelow('docs/options.md', '### How to run');
  const given = rows.flatMap(([names = '', value = '']) =>
    codesIn(value).map((text): [string, string] => [codesIn(names)[0]?.split(' ')[0] ?? '', text]),
  );
  expect(given.length).toBeGreaterThan(8);
  for (const [flag, text] of given) expect([flag, defaultOf(flag)]).toEqual([flag, valueOf(flag, text)]);
});

/** The default of an option by its flag: a number, or milliseconds. */
function defaultOf(flag: string): unknown {
  const name = flag.slice(2).replace(/-./g, (dash) => dash.slice(1).toUpperCase());
  const defaults: Readonly<Record<string, unknown>> = { ...DEFAULT_OPTIONS };
  return defaults[name] ?? defaults[`${name}Ms`];
}

function valueOf(flag: string, text: string): number {
  return /^\d+$/.test(text) ? Number(text) : parseDuration(text, flag);
}

test('each setting that the code reads is on the page of settings, and no other', () => {
  const read = new Set(['DAYHAUL_COMMAND', ...settingsOf('## For tests and the demo')]);
  const environment = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get: (_target, name) => {
        read.add(String(name));
        return undefined;
      },
    },
  );
  expect(() => readSettings(environment)).toThrow('TWILIO_ACCOUNT_SID');
  readAccountsFile(environment);
  uiListAddress(environment, { address: 'localhost:7233', namespace: 'default' });

  const ownOf = (names: readonly string[]) => names.filter((name) => /^(TWILIO_|DAYHAUL_|S3_|AWS_ENDPOINT)/.test(name)).sort();
  expect(ownOf(settingsOf('# Settings'))).toEqual(ownOf([...read]));
});

function settingsOf(heading: string): string[] {
  return rowsBelow('docs/settings.md', heading).flatMap(([names = '']) => codesIn(names));
}

test('the map names every folder with code, and no missing one', () => {
  const [, map = ''] = /## Map of the repository\n+```text\n(.*?)```/s.exec(readPage('docs/architecture.md')) ?? [];
  const named = [...map.matchAll(/^(\S+) {2,}\S/gm)].map(([, path = '']) => path);
  for (const path of named) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
  const folders = (of: string) =>
    readdirSync(join(ROOT, of), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(of, entry.name));
  const withCode = [...folders('.'), ...folders('src')].filter(
    (path) => !['lib', 'node_modules', 'src', 'docs', 'coverage'].includes(path),
  );
  expect(named).toEqual(expect.arrayContaining(withCode));
});
