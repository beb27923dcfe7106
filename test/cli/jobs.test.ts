import { hostname, userInfo } from 'node:os';
import { Client } from '@temporalio/client';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { byDuration } from '../../simulator/jobs/job-life';
import type { Simulator, SimulatorOptions } from '../../simulator/start-simulator';
import type { Program } from '../../tools/programs/start-program';
import { pollersOf } from '../../src/client/pollers';
import { taskQueueOf } from '../../src/contract/ids';
import { eventually, newAccount } from '../support/export-bench';
import { onTerminal } from '../support/on-terminal';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { useTemporal } from '../support/use-temporal';
import { withSimulator } from '../support/with-simulator';

const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 500ms';
const MARCH = `export --resource-type Messages --from 2024-03-01 --to 2024-03-04 --days-per-chunk 2 ${QUICK}`;
const LONG = { jobLife: byDuration({ jobMs: 600_000 }) };
const THEIRS = { resourceType: 'Messages', startDay: '2024-04-01', endDay: '2024-04-02', friendlyName: 'theirs\u0007' };

const OTHER_ACCOUNT = { accountSid: `AC${'9'.repeat(32)}`, authToken: 'another' };

const server = useTemporal();
let worker: Program | undefined;
afterEach(() => worker?.stop());

interface Bench {
  readonly simulator: Simulator;
  readonly client: Client;
  readonly account: string;
  /** Runs a command of this account. */
  say(command: string): ReturnType<typeof starter>;
  /** The same, with what it prints as JSON. */
  ask<Answer>(command: string): Promise<Answer>;
  /** Starts an export, and waits for so many jobs. */
  begin(command: string, jobs: number): Promise<string>;
}

/** Start a worker, and wait until it polls. */
async function startWorker(account: string, { origin }: Simulator, settings: Record<string, string> = {}): Promise<void> {
  const own = { TEMPORAL_ADDRESS: server().temporal.address, DAYHAUL_ACCOUNT: account };
  worker = await start('worker', [], { ...own, ...workerSettings(origin), ...settings });
  await eventually(
    () => pollersOf(new Client({ connection: server().connection }), taskQueueOf(account)),
    (pollers) => pollers.length > 0,
  );
}

/** Run a test with a worker at a simulator. */
function withWorker(options: SimulatorOptions, use: (bench: Bench) => Promise<void>) {
  return withSimulator(options, async (simulator) => {
    const account = newAccount();
    const own = { TEMPORAL_ADDRESS: server().temporal.address, DAYHAUL_ACCOUNT: account };
    await startWorker(account, simulator);
    const say = (command: string) => starter(command, own);
    const ask = async <Answer>(command: string) => {
      const { stdout, stderr } = await say(`${command} --json`);
      if (stdout === '') throw new Error(stderr);
      return JSON.parse(stdout) as Answer;
    };
    const begin = async (command: string, jobs: number) => {
      const { workflowId } = await ask<{ workflowId: string }>(command);
      await eventually(
        () => simulator.jobs().length,
        (count) => count >= jobs,
      );
      return workflowId;
    };
    await use({ simulator, client: new Client({ connection: server().connection }), account, say, ask, begin });
  });
}

interface ListedJob {
  readonly jobSid: string;
  readonly startDay: string;
  readonly export?: string;
}

test('jobs list shows all fields of each job, and which export created or adopted it', () =>
  withWorker(LONG, async ({ simulator, say, ask, begin }) => {
    const theirs = simulator.createJob(THEIRS);
    const parameters = '--email me@example.com --webhook-url https://example.com/hook --webhook-method POST --friendly-name sales';
    const created = await begin(`${MARCH} ${parameters}`, 3);
    const adopting = await begin(MARCH.replace('03-01', '04-01').replace('03-04', '04-02'), 3);
    await eventually(
      () => ask<{ jobs: unknown[] }>(`status ${adopting}`),
      ({ jobs }) => jobs.length === 1,
    );

    const jobs = await ask<ListedJob[]>('jobs list --resource-type Messages');
    expect(jobs).toEqual([
      {
        jobSid: expect.stringMatching(/^JS/) as string,
        friendlyName: expect.stringMatching(/^dayhaul \S+ 2024-03-01..2024-03-02 submission 1 sales$/) as string,
        resourceType: 'Messages',
        startDay: '2024-03-01',
        endDay: '2024-03-02',
        webhookUrl: 'https://example.com/hook',
        webhookMethod: 'POST',
        email: 'me@example.com',
        details: expect.arrayContaining([{ status: 'Submitted', count: 1, days: ['2024-03-02'] }]) as object[],
        jobQueuePosition: expect.any(Number) as number,
        estimatedCompletionTime: expect.stringMatching(/^20.*Z$/) as string,
        isOurs: true,
        export: created,
        adoptedBy: [],
        silentExports: [],
      },
      expect.objectContaining({ startDay: '2024-03-03', export: created }),
      expect.objectContaining({ jobSid: theirs, isOurs: false, adoptedBy: [adopting] }),
    ]);
    expect(jobs[2]).not.toHaveProperty('export');

    const { stdout } = await say('jobs list --resource-type Messages');
    const [header, first, , last] = stdout.split('\n');
    expect(header).toMatch(/^JOB +DAYS +DETAILS +ESTIMATED END +EXPORT$/);
    expect(first).toMatch(new RegExp(`2024-03-01..2024-03-02 .* ${created} \\(running\\)$`));
    expect(last).toMatch(new RegExp(`^${theirs} .* another client, adopted by ${adopting}$`));
    const [{ jobSid } = { jobSid: '' }] = jobs;
    const named = await say(`jobs show ${jobSid}`);
    expect(named.stdout).toMatch(/^Webhook +POST https:\/\/example.com\/hook\nName +dayhaul .* sales$/m);

    const shown = await say(`jobs show ${theirs}`);
    expect(shown.stdout).toMatch(/^Days +2024-04-01..2024-04-02\nDetails +1 Submitted \(2024-04-02\), 1 Running \(2024-04-01\)$/m);
    expect(shown.stdout).toContain(`status ${adopting}`);
    expect(shown.stdout).not.toContain('jobs delete');
    expect(await ask(`jobs show ${theirs}`)).toEqual(jobs[2]);
  }));

test('a job of a closed export names it, and a job of an export that Temporal no longer has says so', () =>
  withWorker({}, async ({ simulator, client, say, ask, begin }) => {
    const closed = await begin(MARCH, 2);
    await client.workflow.getHandle(closed).result();
    simulator.createJob({ ...THEIRS, friendlyName: 'dayhaul 01234567-89ab 2024-04-01..2024-04-02 submission 1' });
    simulator.createJob({ ...THEIRS, friendlyName: 'dayhaul of another kind' });

    const jobs = await ask<ListedJob[]>('jobs list --resource-type Messages');
    expect(jobs.map((job) => job.export)).toEqual([closed, closed, undefined, undefined]);
    const { stdout } = await say('jobs list --resource-type Messages');
    expect(stdout).toContain(`${closed} (completed)`);
    expect(stdout).toMatch(/2024-04-01\.\.2024-04-02 .* an export that Temporal no longer has\n/);
    expect(stdout).toMatch(/2024-04-01\.\.2024-04-02 .* another client\n/);
  }));

test('a list of 3,000 jobs is whole', () =>
  withWorker({}, async ({ simulator, ask, say }) => {
    const friendlyName = `${'x'.repeat(700)} `;
    for (let number = 0; number < 3000; number++) simulator.createJob({ ...THEIRS, friendlyName: `${friendlyName}${number}` });
    const jobs = await ask<ListedJob[]>('jobs list --resource-type Messages');
    expect(new Set(jobs.map(({ jobSid }) => jobSid)).size).toBe(3000);
    expect((await say('jobs list --resource-type Messages')).stdout.match(/another client$/gm)).toHaveLength(3000);
    expect((await say('jobs list --resource-type Calls')).stdout).toContain('No jobs of Calls at Twilio.');
  }));

test('days list shows size, age and end of life of the files at Twilio', () =>
  withWorker({ clock: () => Date.parse('2024-05-03T12:00:00Z') }, async ({ simulator, ask, say }) => {
    simulator.createJob(THEIRS);
    const files = await ask<object[]>('days list --resource-type Messages');
    const file = { size: expect.any(Number) as number, createdOn: '2024-05-03', ageDays: 0, expiresOn: '2024-05-10' };
    expect(files).toEqual(['2024-04-01', '2024-04-02'].map((day) => ({ day, ...file })));
    const { stdout } = await say('days list --resource-type Messages');
    expect(stdout).toMatch(/^DAY .*\n2024-04-01 +\S+ k?B\w* +2024-05-03 +0 days +2024-05-10\n2024-04-02.*\n2 files, /);
  }));

test("a deletion records who and why before it, and Twilio's answer after it; the days become missing soon", () =>
  withWorker(LONG, async ({ client, say, ask, begin }) => {
    const workflowId = await begin(
      MARCH.replace('--poll-max 250ms', '--poll-max 10m').replace('--poll-min 50ms', '--poll-min 5m'),
      2,
    );
    const [job] = await ask<ListedJob[]>('jobs list --resource-type Messages');
    expect(await say(`jobs delete ${job?.jobSid}`)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Confirmation required') as string,
    });
    const { exitCode, stdout, stderr } = await say(`jobs delete ${job?.jobSid} --reason stuck --yes`);
    expect(stderr).toContain(`${workflowId}: its unfinished days become missing. Request them again:`);
    expect(stdout).toContain(`${job?.jobSid}: Twilio accepted the deletion. Its days: `);
    expect(exitCode).toBe(0);

    const handle = client.workflow.getHandle(workflowId);
    const { missing } = await eventually(
      () => handle.query<{ missing: unknown[] }>('progress'),
      (progress) => progress.missing.length > 0,
    );
    expect(missing).toMatchObject([{ reason: 'deletedAtTwilio', ranges: [{ startDay: '2024-03-01', endDay: '2024-03-02' }] }]);
    const { events } = await handle.fetchHistory();
    const recorded = (events ?? []).flatMap(
      (event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input ?? [],
    );
    const by = `${userInfo().username}@${hostname()}`;
    const told = recorded.map(({ args }) => JSON.parse(Buffer.from(args?.payloads?.[0]?.data ?? []).toString()) as object);
    const deletion = { jobSid: job?.jobSid, by, reason: 'stuck' };
    expect(told).toEqual([deletion, { ...deletion, answer: 'Twilio accepted the deletion.' }]);

    const again = await say(`jobs delete ${job?.jobSid} --yes`);
    expect(again.stderr).toContain(`${job?.jobSid} has ended: its days keep their outcome.`);
    expect(again.exitCode).toBe(0);
  }));

test('a job of another client is deleted only with --foreign and if the worker allows it; an export that adopted it continues', () =>
  withWorker(LONG, async ({ simulator, client, account, say, ask, begin }) => {
    const theirs = simulator.createJob(THEIRS);
    const adopting = await begin(MARCH.replace('03-01', '04-01').replace('03-04', '04-02'), 1);
    await eventually(
      () => ask<{ jobs: unknown[] }>(`status ${adopting}`),
      ({ jobs }) => jobs.length === 1,
    );
    const protected_ = await say(`jobs delete ${theirs} --yes`);
    expect(protected_).toMatchObject({ exitCode: 1, stdout: '' });
    expect(protected_.stderr).toContain(`Another client created ${theirs}. Nothing was deleted. To delete it, add --foreign.`);
    const refused = await say(`jobs delete ${theirs} --foreign --yes`);
    expect(refused.stdout).not.toContain('may have deleted');
    expect(refused.stdout).toContain('set DAYHAUL_ALLOW_JOB_DELETE=true on the worker');
    expect(refused.exitCode).toBe(1);
    expect(simulator.report().calls.delete).toBe(0);

    await worker?.stop();
    await startWorker(account, simulator, { DAYHAUL_ALLOW_JOB_DELETE: 'true' });
    const { stdout, stderr, exitCode } = await say(`jobs delete ${theirs} --foreign --yes`);
    expect(stderr).toContain(`${adopting} requests its unfinished days again.`);
    expect([stdout, exitCode]).toEqual([expect.stringContaining('Twilio accepted the deletion.'), 0]);
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs === 2,
    );
    expect(simulator.submittedRanges()).toHaveLength(2);
    await client.workflow.getHandle(adopting).terminate();
  }));

test('a job that cannot be deleted does not hide what became of the others', () =>
  withWorker(LONG, async ({ simulator, client, account, ask, begin }) => {
    const ending = await begin(MARCH.replace('03-04', '03-02'), 1);
    await begin(MARCH.replace('03-01', '03-03'), 2);
    const jobs = await ask<ListedJob[]>('jobs list --resource-type Messages');
    const sids = jobs.map(({ jobSid }) => jobSid);
    const settings = { TEMPORAL_ADDRESS: server().temporal.address, DAYHAUL_ACCOUNT: account };
    const end = await onTerminal(`jobs delete ${sids.join(' ')}`, 'y', settings, () =>
      client.workflow.getHandle(ending).terminate(),
    );
    if (!end) return;
    expect(end.shown).toContain(`${sids[0]}: Not deleted. ${ending} is not running.`);
    expect(end.shown).toContain(`${sids[1]}: Twilio accepted the deletion.`);
    expect(end.exitCode).toBe(1);
    expect(simulator.report().calls.delete).toBe(1);
  }));

test.each(['ignored', 'refused', 'notFound'] as const)(
  'a deletion that arrives after the end of the job is harmless (%s)',
  (deletesTooLate) =>
    withWorker({}, async ({ simulator, say, ask, begin, client }) => {
      simulator.setView({ deletesTooLate });
      const workflowId = await begin(MARCH, 2);
      await client.workflow.getHandle(workflowId).result();
      const [job] = await ask<ListedJob[]>('jobs list --resource-type Messages');
      const { stdout, exitCode } = await say(`jobs delete ${job?.jobSid} --yes`);
      expect(stdout).toMatch(/: (Twilio|Deleting).* Its days: 2 Completed\.\n/);
      expect(exitCode).toBe(deletesTooLate === 'ignored' ? 0 : 1);
      expect(simulator.report()).toMatchObject({ exportedDays: 4 });
    }),
);

test('a job of another account is not found by its sid', () =>
  withWorker({ ...LONG, accounts: [SIMULATED_ACCOUNT, OTHER_ACCOUNT] }, async ({ simulator, say }) => {
    const elsewhere = simulator.createJob({ ...THEIRS, accountSid: OTHER_ACCOUNT.accountSid });
    for (const command of [`jobs show ${elsewhere}`, `jobs delete ${elsewhere} --foreign --yes`]) {
      const { stderr, exitCode } = await say(command);
      expect(stderr).toMatch(new RegExp(`Twilio has no job ${elsewhere} of account AC`));
      expect(exitCode).toBe(1);
    }
    expect(simulator.report().calls.delete).toBe(0);
  }));

test('without a worker, jobs and days say so at once', async () => {
  const settings = { TEMPORAL_ADDRESS: server().temporal.address, DAYHAUL_ACCOUNT: newAccount() };
  for (const command of ['jobs list --resource-type Messages', 'days list --resource-type Calls']) {
    const { stderr, exitCode } = await starter(command, settings);
    expect(stderr).toContain(`No worker is polling task queue dayhaul-${settings.DAYHAUL_ACCOUNT}.`);
    expect(exitCode).toBe(1);
  }
});

test('an export that does not respond is named with the jobs that may belong to it', () =>
  withWorker(LONG, async ({ simulator, client, account, ask, say }) => {
    const theirs = simulator.createJob(THEIRS);
    const later = { taskQueue: taskQueueOf(account), args: [{}], startDelay: '1 hour' } as const;
    const { workflowId } = await client.workflow.start('exportDayRange', {
      ...later,
      workflowId: `april-${account}`,
      memo: { range: { startDay: '2024-04-02', endDay: '2024-04-09' } },
    });
    const may = { range: { startDay: '2024-05-02', endDay: '2024-05-09' } };
    await client.workflow.start('exportDayRange', { ...later, workflowId: `may-${account}`, memo: may });

    const listed = await ask<object[]>('jobs list --resource-type Messages');
    expect(listed).toMatchObject([{ jobSid: theirs, silentExports: [workflowId] }]);
    expect((await say(`jobs show ${theirs}`)).stdout).toContain(`another client, ${workflowId} does not respond`);
  }));
