import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { version } from '../../package.json';
import { start, starter } from '../support/programs';

const MESSAGES = 'export --resource-type Messages';

test.each([
  ['a reversed range', `${MESSAGES} --from 2024-03-02 --to 2024-03-01`, /ends \(2024-03-01\) before it starts/],
  ['30 February', `${MESSAGES} --from 2024-02-30 --to 2024-03-01`, /--from: "2024-02-30" is not a calendar day/],
  ['a malformed day', `${MESSAGES} --from 24-2-3 --to 2024-03-01`, /"24-2-3" is not a calendar day/],
  ['a range wholly in the future', `${MESSAGES} --from 2199-01-01 --to 2199-01-31`, /--wait-for-recent-days/],
  ['no range', MESSAGES, /--last 90d/],
  ['two ways of naming a range', `${MESSAGES} --last 3d --from 2024-01-01`, /Use either --last/],
  ['no days', `${MESSAGES} --last 0d`, /"0d" is not a number of days/],
  ['an unknown resource type', 'export --resource-type messages --last 3d', /Messages, Calls, Conferences/],
  ['an unknown resource type among known ones', `export --resource-type Messages,Sms,Calls --last 3d`, /"Sms". Use one of/],
  ['an unknown resource type of a schedule', 'schedule create --resource-type Calls,all', /"all". Use one of/],
  ['an unknown resource type in a list', 'list --resource-type Messages,', /Unknown resource type ""/],
  ['an unknown resource type in an archive', 'verify --archive /tmp/x --resource-type sms', /Unknown resource type "sms"/],
  ...[`export --last 3d`, 'schedule create', 'list', 'verify --archive /tmp/x', 'freshness --archive /tmp/x'].map(
    (command) =>
      [
        `an unknown resource type before a known one of ${command}`,
        `${command} --resource-type Faxes --resource-type Calls`,
        /Unknown resource type "Faxes"/,
      ] as [string, string, RegExp],
  ),
  ['no days in a chunk', `${MESSAGES} --last 3d --days-per-chunk 0`, /--days-per-chunk must be .* from 1 to 366/],
  ['too many open jobs', `${MESSAGES} --last 3d --open-jobs 1000`, /--open-jobs must be .* from 1 to 50/],
  ['attempts that are no number', `${MESSAGES} --last 3d --max-attempts few`, /--max-attempts must be/],
  ['a duration without a unit', `${MESSAGES} --last 3d --poll-min 5`, /"5" is not a duration/],
  [
    'poll max below poll min',
    `${MESSAGES} --last 3d --poll-min 5m --poll-max 1m`,
    /--poll-max \(1m\) must not be shorter than --poll-min \(5m\)/,
  ],
  ['an account label with a slash', `${MESSAGES} --last 3d --account a/b`, /--account: "a\/b" is not a label/],
  [
    'poll max below poll min in a change',
    'change export-x --poll-min 5m --poll-max 1m',
    /--poll-max .*must not be shorter than --poll-min/,
  ],
  ['an absurd number in a change', 'change export-x --open-jobs 1000', /--open-jobs must be .* from 1 to 50/],
  [
    'poll max below poll min on a schedule',
    'schedule create --resource-type Messages --poll-min 5m --poll-max 1m',
    /--poll-max .*must not be shorter than --poll-min/,
  ],
  [
    'a first day in the future',
    'schedule create --resource-type Messages --archive /tmp/x --first-day 2199-01-01',
    /--first-day 2199-01-01 is in the future/,
  ],
  ['an unknown option', `${MESSAGES} --bogus`, /unknown option/],
  ['an unknown command', 'exprot', /unknown command 'exprot'\n\(Did you mean export\?\)/],
  ['an unknown command on a schedule', 'schedule lst', /Did you mean list\?/],
  ['a sid that is not that of a job', 'jobs delete JS123 --yes', /"JS123" is not a job sid/],
  ['the sid of something else', `jobs show AC${'0'.repeat(32)}`, /"AC0+" is not a job sid/],
  ['no resource type for a list of jobs', 'jobs list', /--resource-type <type>/],
  ['a cancellation without --yes', 'cancel export-x', /Confirmation required: Cancel export-x .* Add --yes/],
  ['a closed quota without --yes', 'quota close --group a', /Close the quota of a for .* Add --yes/],
  ['a deleted schedule without --yes', 'schedule delete Calls', /Delete schedule-default-Calls\? Add --yes/],
  ['an unknown option of the worker', 'worker --bogus', /unknown option '--bogus'/],
  ['an unknown option of up', 'up --bogus', /unknown option '--bogus'/],
  ['an unknown option of the demo', 'demo --bogus', /unknown option '--bogus'/],
  ['an unknown option of the simulator', 'simulator --bogus', /unknown option '--bogus'/],
])('%s is rejected with a message and exit code 2', async (_title, line, problem) => {
  const { exitCode, stdout, stderr } = await starter(line);

  expect(stderr).toMatch(problem);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
});

test.each([
  `${MESSAGES} --last 3d --archive`,
  `${MESSAGES} --last 3d --plan --archive`,
  'schedule create --resource-type Messages --first-day 2024-01-01 --archive',
  'verify --archive',
  'verify --repair --archive',
  'doctor --archive',
])('an invalid location is rejected in the same way by: %s', async (command) => {
  const { exitCode, stdout, stderr } = await starter(`${command} S3://bucket/prefix`);

  expect(stderr).toContain('"S3://bucket/prefix" is not a valid archive location. Use s3://bucket/prefix.');
  expect([exitCode, stdout]).toEqual([2, '']);
});

test('all problems of a command are reported at once', async () => {
  const { stderr } = await starter('export --resource-type Sms --from 2024-02-30 --to 2024-13-01 --open-jobs x --poll-min 5');

  for (const problem of ['Sms', '2024-02-30', '2024-13-01', '--open-jobs', '--poll-min: "5"']) {
    expect(stderr).toContain(problem);
  }
});

test('a plan shows the cost and starts nothing', async () => {
  const { exitCode, stdout } = await starter(`${MESSAGES} --from 2021-01-01 --to 2023-12-31 --plan --json`);

  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ jobs: 13, quotaDays: 1095, utcDaysNeeded: 3, mails: 13 });
});

test('a plan of several types shows each, and their days together', async () => {
  const { stdout } = await starter('export --resource-type all --from 2021-01-01 --to 2023-12-31 --plan');

  expect(stdout.match(/^Plan \(nothing started\): \w+/gm)).toHaveLength(4);
  expect(stdout).toContain('\n\nTogether: 4380 days to request from one quota.');
});

test('--last ends at the newest exportable day', async () => {
  const { stdout } = await starter(`${MESSAGES} --last 90d --plan --json`);
  const newestDay = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);

  expect(JSON.parse(stdout)).toMatchObject({ quotaDays: 90, range: { endDay: newestDay } });
});

test('a plan shows the days that are not exportable yet', async () => {
  const { stdout } = await starter(`${MESSAGES} --from 2024-01-01 --to 2049-12-31 --plan`);

  expect(stdout).toMatch(/Not included: .*\.\.2049-12-31 \(not exportable yet\)/);
});

test('help shows examples', async () => {
  const { exitCode, stdout } = await starter('export --help');

  expect(exitCode).toBe(0);
  expect(stdout).toContain('export --resource-type Calls --last 90d --follow');
});

test.each([
  ['help export', 'dayhaul export [options]', '--days-per-chunk'],
  ['help worker', 'dayhaul worker [options]', '--check-settings'],
  ['worker --help', 'dayhaul worker [options]', '--check-settings'],
  ['up --help', 'dayhaul up [options]', '--ui-port'],
  ['demo --help', 'dayhaul demo [options]', '--stay'],
  ['simulator --help', 'dayhaul simulator [options]', '--quota'],
  ['schedule help create', 'dayhaul schedule create [options]', '--first-day'],
])('%s shows its options', async (line, usage, option) => {
  const { exitCode, stdout } = await starter(line);

  expect(stdout).toContain(`Usage: ${usage}`);
  expect(stdout).toContain(option);
  expect(exitCode).toBe(0);
});

test('--version prints the version', async () => {
  expect(await starter('--version')).toMatchObject({ exitCode: 0, stdout: `${version}\n` });
});

test.each([['--bogus'], ['bogus']])('node lib/worker.js %s is rejected with exit code 2', async (argument) => {
  const worker = await start('worker', [argument], {});

  expect(await worker.exit).toBe(2);
  expect(worker.stderr()).toContain('--help shows the options');
});

test('--check-settings starts no worker', async () => {
  const settings = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'x' };
  const good = await start('worker', ['--check-settings'], { ...settings, TEMPORAL_ADDRESS: '127.0.0.1:9' });
  const bad = await start('worker', ['--check-settings'], {});

  expect(await good.exit).toBe(0);
  expect(good.stderr()).toBe('');
  expect(await bad.exit).toBe(2);
  expect(bad.stderr()).toContain('TWILIO_ACCOUNT_SID');
});

test('a worker reports all invalid settings at once', async () => {
  const worker = await start('worker', [], {
    TWILIO_API_KEY: 'SK1',
    TWILIO_BULK_EXPORTS_URL: 'http://example.com',
    DAYHAUL_ACCOUNT: 'a b',
  });

  expect(await worker.exit).toBe(2);
  for (const setting of ['TWILIO_ACCOUNT_SID', 'TWILIO_API_SECRET', 'TWILIO_BULK_EXPORTS_URL', 'DAYHAUL_ACCOUNT']) {
    expect(worker.stderr()).toContain(setting);
  }
});

describe('an unreachable Temporal fails within seconds, with exit code 1', () => {
  const NOWHERE = { TEMPORAL_ADDRESS: '127.0.0.1:9' };
  const CREDENTIALS = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'x' };

  test.each([
    ['the starter', () => start('starter', ['list'], NOWHERE)],
    ['the worker', () => start('worker', [], { ...NOWHERE, ...CREDENTIALS })],
  ])('%s', async (_title, run) => {
    const startedMs = performance.now();
    const program = await run();

    expect(await program.exit).toBe(1);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect(program.stderr()).toContain('Temporal is not reachable at 127.0.0.1:9');
    expect(program.stderr()).toContain('TEMPORAL_ADDRESS');
  });
});

test.each(['--help', 'help export'])('%s ends without a stack trace when its output has no reader', (command) => {
  const script = `set -o pipefail; "$0" "$1" ${command} | true`;
  const args = ['-c', script, process.execPath, join(__dirname, '../../lib/starter.js')];
  const { status, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 141, stderr: '' });
});
