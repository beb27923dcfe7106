import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { createProgram, defineCommand } from '../../src/cli/create-program';
import { describeStart, followCommand } from '../../src/cli/output/describe-start';
import { replayRemedy } from '../../src/client/exports/task-failure';
import { adviceOn } from '../../src/domain/describe/advice';
import type { Progress } from '../../src/domain/describe/progress';
import { planExport } from '../../src/domain/plan/cost-estimate';
import type { Step } from '../../src/domain/plan/next-submission';
import { DEFAULT_OPTIONS, type ExportOptions } from '../../src/domain/request/export-options';
import type { ExportSpec } from '../../src/domain/request/export-request';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { days } from '../support/days';
import { newAccount } from '../support/export-bench';
import { start, workerSettings } from '../support/programs';
import { temporalTest } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const execute = promisify(execFile);
const ROOT = join(__dirname, '../..');

/** Folders and ids that a shell reads otherwise, unless they are quoted. */
const ODD = "/my $HOME; Ana's `files`";
const ODD_ID = 'export-a b;$(id)';

const ARCHIVED: ExportOptions = { ...DEFAULT_OPTIONS, archive: ODD, allowMissing: true, pollMaxMs: 90_500 };
const SPEC: ExportSpec = {
  account: 'team',
  taskQueue: 'dayhaul-team',
  resourceType: 'Messages',
  range: days('2024-03-01..2024-03-31'),
  options: ARCHIVED,
  asked: [],
};

/** The command line with all its commands, none of which does anything. */
async function wholeProgram(): Promise<Command> {
  const program = createProgram();
  const disarm = (command: Command) => {
    command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    if (command.commands.length === 0) command.action(() => undefined);
    command.commands.forEach(disarm);
  };
  for (const command of program.commands) await defineCommand(command);
  disarm(program);
  return program;
}

/** What a shell makes of a command line. */
async function wordsOf(line: string): Promise<string[]> {
  const { stdout } = await execute('/bin/sh', ['-c', `printf '%s\\0' ${line}`]);
  return stdout.split('\0').slice(0, -1);
}

/** Parse a printed command with the real table of commands. */
async function parsed(line: string): Promise<string[]> {
  const words = await wordsOf(line);
  const own = words.slice(words.findIndex((word) => /dayhaul$|starter\.js$/.test(word)) + 1);
  const command = (await wholeProgram()).commands.find((each) => each.name() === own[0]);
  await command?.parseAsync(own.slice(1), { from: 'user' });
  return command ? own : [];
}

const NONE = { total: 9, planned: 0, submitted: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };
const MISSING = [{ reason: 'exhausted', attempts: 3, ranges: [SPEC.range] }] as const;
const UNREADABLE = [{ reason: 'unreadable', attempts: 1, ranges: [SPEC.range] }] as const;
const REST: Step = { step: 'rest' };
const CANCELLED = { jobsOver: 1, jobsLeft: 0, jobsRemaining: [], requestedDays: 9 };
const PLANNED = { days: { ...NONE, planned: 9 } };
const LACKING = { days: { ...NONE, missing: 9 } };
const QUOTA_WAIT = { why: 'Spent.', untilMs: 0, group: 'team' };
const STUCK = { isStuck: true, jobSid: 'JS1', range: SPEC.range } as unknown as Progress['jobs'][number];
const SUBMIT = { step: 'submit', chunks: [{ range: SPEC.range, attempt: 1 }] } satisfies Step;

const ADVISED: [string, Partial<Progress>, Step][] = [
  ['finished', {}, REST],
  ['cancelled', { ...LACKING, missing: MISSING, cancellation: CANCELLED }, REST],
  ['cancelled when all was there', { cancellation: CANCELLED }, REST],
  ['failed', { ...LACKING, missing: MISSING }, REST],
  ['unreadable', { ...LACKING, missing: UNREADABLE }, REST],
  ['paused', PLANNED, { step: 'pause', pause: { sinceMs: 0 } }],
  ['stuck', { ...PLANNED, jobs: [STUCK] }, REST],
  ['running', PLANNED, SUBMIT],
  ['running with missing days', { days: { ...NONE, planned: 1, missing: 8 }, missing: MISSING }, SUBMIT],
  ['waiting for quota', PLANNED, { ...SUBMIT, quotaWait: QUOTA_WAIT }],
];

describe.each([undefined, ODD])('with archive %s, the page of an export', (archive) => {
  test.each(ADVISED)('that is %s has a command that can be typed', async (_name, progress, step) => {
    const whole = { ...{ days: NONE, jobs: [], missing: [] }, ...progress };
    const advised = { workflowId: ODD_ID, account: 'team', resourceType: 'Calls', archive } as const;
    const command = /`(?:` )?(dayhaul .*?)(?: `)?`$/.exec(adviceOn(whole, step, advised))?.[1] ?? '';
    const words = await parsed(command);
    expect(words.filter((word) => word === ODD_ID || word === ODD || word === 'team')).toHaveLength(1);
  });

  test('that left days out has a command for them', async () => {
    const uncovered = days('2024-01-01..2024-01-07');
    const advised = { workflowId: 'x', account: 'team', resourceType: 'Calls', archive, uncovered } as const;
    const advice = adviceOn({ days: NONE, jobs: [], missing: [] }, REST, advised);
    expect(await parsed(/`(dayhaul .*)`$/.exec(advice)?.[1] ?? '')).toContain('team');
  });
});

test('the command that follows an export has its account, its archive and its options', () => {
  const [name = '', ...rest] = followCommand(SPEC, ['Calls', 'Messages']);
  expect([name, ...rest]).toEqual(
    expect.arrayContaining([
      '--account',
      'team',
      '--resource-type',
      'Calls,Messages',
      '--archive',
      ODD,
      '--allow-missing',
      '--poll-max',
      '90500ms',
    ]),
  );
});

test.each([
  ['--poll-max', '7s'],
  ['--newest-first', 'true'],
])('the command that changes %s to %s can be typed', async (option, requested) => {
  const start = {
    kind: 'attached',
    workflowId: ODD_ID,
    otherOptions: [{ option, isFixed: false, running: 'x', requested }],
  } as const;
  const { notices } = describeStart(start, planExport(SPEC, Date.now()));
  const [, command = ''] = notices.join('\n').split('To change the running export: ');
  expect(await parsed(command)).toEqual(expect.arrayContaining(['change', ODD_ID]));
});

test('one command changes options that require each other', () => {
  const url = { option: '--webhook-url', isFixed: false, running: 'none', requested: 'https://example.com/hook' };
  const method = { option: '--webhook-method', isFixed: false, running: 'none', requested: 'GET' };
  const start = { kind: 'attached', workflowId: 'export-a', otherOptions: [url, method] } as const;
  const { notices } = describeStart(start, planExport(SPEC, Date.now()));
  expect(notices).toHaveLength(3);
  expect(notices[2]).toMatch(/change export-a --webhook-url https:\/\/example.com\/hook --webhook-method GET$/);
});

test('what cannot be changed comes without a command', () => {
  const otherOptions = [{ option: '--fresh', isFixed: true, running: 'false', requested: 'true' }] as const;
  const start = { kind: 'attached', workflowId: ODD_ID, otherOptions } as const;
  const { notices } = describeStart(start, planExport(SPEC, Date.now()));
  expect(notices).toEqual([
    'The running export uses --fresh false, not true. This option cannot change while an export is running.',
  ]);
});

test('the remedy of an export that cannot be replayed can be typed', async () => {
  const remedy = replayRemedy({
    workflowId: ODD_ID,
    runId: 'two',
    taskQueue: 'dayhaul-team',
    type: 'exportDayRange',
    memo: { resourceType: 'Messages', range: SPEC.range, options: ARCHIVED },
    raw: { workflowExecutionInfo: { firstRunId: 'one' } },
  });
  const [terminate = '', again = ''] = remedy.split(' && ');
  expect(await wordsOf(terminate)).toEqual(expect.arrayContaining(['terminate', '--workflow-id', ODD_ID, 'cannot be replayed']));
  expect(await parsed(again)).toEqual(expect.arrayContaining(['--archive', ODD, '--account', 'team']));
});

/** The commands that stand in the source as words, the varying ones left out. */
async function writtenCommands(): Promise<string[][]> {
  const names = (await wholeProgram()).commands.map((command) => command.name()).join('|');
  const found: string[][] = [];
  for (const file of await readdir(join(ROOT, 'src'), { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const text = await readFile(join(ROOT, 'src', file), 'utf8');
    for (const [, words = ''] of text.matchAll(new RegExp(`[([]\\s*('(?:${names})'(?:,[^)\\]]*)?)[)\\]]`, 'g')))
      found.push([...words.matchAll(/'([^']*)'/g)].map(([, word = '']) => word));
  }
  return found;
}

test('each command that the source names exists, with its options', async () => {
  const program = await wholeProgram();
  const written = await writtenCommands();
  expect(written.length).toBeGreaterThan(30);
  for (const [name, ...rest] of written) {
    const command = program.commands.find((each) => each.name() === name);
    const nested = command?.commands.find((each) => each.name() === rest[0]) ?? command;
    const flags = rest.filter((word) => word.startsWith('--') && word !== '--help');
    const known = nested?.options.map(({ long }) => long);
    expect({ name, known }).toEqual({ name, known: expect.arrayContaining(flags) as unknown });
  }
});

let temporal: TemporalServer;
beforeAll(async () => {
  temporal = await startTemporal();
});
afterAll(() => temporal.stop());

temporalTest('each command that an export prints can be run, and leaves no day out of the archive', () =>
  withSimulator(async (simulator) => {
    const folder = mkdtempSync(join(tmpdir(), "dayhaul $hints; Ana's "));
    const account = newAccount();
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_COMMAND: `node ${join(ROOT, 'lib/starter.js')}` };
    simulator.day('2024-03-07').fails(2);
    const worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin), DAYHAUL_ACCOUNT: account });
    const env = isolatedEnvironment(settings);
    const shell = (line: string) =>
      execute('/bin/sh', ['-c', line], { env }).then(
        ({ stdout }) => ({ stdout, exitCode: 0 }),
        (error: unknown) => ({ stdout: (error as { stdout: string }).stdout, exitCode: (error as { code: number }).code }),
      );
    const quoted = `'${folder.replaceAll("'", `'\\''`)}'`;
    const begin = `export --account ${account} --resource-type Messages --from 2024-03-01 --to 2024-03-10`;
    const { stdout: begun } = await shell(
      `${settings.DAYHAUL_COMMAND} ${begin} --archive ${quoted} --max-attempts 1 --poll-min 50ms --poll-max 250ms`,
    );
    const next =
      begun
        .split('Next:\n')[1]
        ?.split('\n')
        .map((line) => line.trim())
        .filter(Boolean) ?? [];
    const [, follow = ''] = next;
    const failed = await shell(follow);
    expect(failed).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('1 missing') as unknown });

    const bare = await shell(`${settings.DAYHAUL_COMMAND} ${begin} --follow --max-attempts 1 --poll-min 50ms`);
    expect(bare).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('1 missing') as unknown });
    const again = bare.stdout.split('\n').find((line) => line.includes(' resubmit ')) ?? '';
    expect(await shell(again)).toMatchObject({ exitCode: 0 });
    expect(await shell(follow)).toMatchObject({ exitCode: 0 });
    const verified = await shell(`${settings.DAYHAUL_COMMAND} verify --archive ${quoted} --json`);
    expect(JSON.parse(verified.stdout)).toMatchObject({ isFine: true });
    for (const command of next) {
      expect({ command, exitCode: (await shell(command)).exitCode }).toMatchObject({ exitCode: 0 });
    }
    expect(simulator.report()).toMatchObject({ requestedDays: 12, daysRequestedTwice: [] });
    await worker.stop();
    rmSync(folder, { recursive: true });
  }),
);
