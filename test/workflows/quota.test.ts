import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../simulator/faults/fault';
import { callQuota } from '../../src/client/call-quota';
import { quotaWorkflowId } from '../../src/contract/ids';
import { pauseUpdate, resumeUpdate } from '../../src/contract/messages';
import { currentDetails } from '../support/current-details';
import { endOf, eventually, newAccount, pendingMessages, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();
const DAY_MS = 86_400_000;
const UNKNOWN = answer({ status: 400, body: { code: 20001, message: 'Something is wrong' } });

/** A clock that runs, from noon of 1 May 2024 on, and can be put ahead to the beginning of the next UTC day. */
function runningClock() {
  const startMs = Date.now();
  let aheadMs = Date.parse('2024-05-01T12:00:00Z') - startMs;
  const clock = () => Date.now() + aheadMs;
  const passDay = () => {
    aheadMs += DAY_MS - (clock() % DAY_MS);
  };
  return { clock, passDay };
}

test('a chunk is cut to what is left of the quota; the rest waits for 00:00 UTC, and the page says so', () => {
  const { clock, passDay } = runningClock();
  return withSimulator({ clock, quota: { days: 10 } }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator, { quota: { days: 10 } });
    const handle = await bench().start(account, { range: '2024-03-01..2024-03-14' });
    const [message] = await eventually(
      () => pendingMessages(handle),
      ([sentence]) => sentence?.includes('2024-05-02 00:00:00 UTC') ?? false,
    );
    expect(message).toContain('Waiting for quota: 10 of 10 days requested on 2024-05-01 (UTC).');
    expect(await currentDetails(handle)).toContain('Next submission: 2024-03-11..2024-03-14, at 2024-05-02 00:00:00 UTC.');
    const submitted = await eventually(
      () => simulator.submittedRanges().sort(),
      (ranges) => ranges.length === 2,
    );
    expect(submitted).toEqual(['2024-03-01..2024-03-07', '2024-03-08..2024-03-10']);

    passDay();
    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 14 }, requestedDays: 14 });
    expect(simulator.report()).toMatchObject({ creates: { refused: 0 }, daysRequestedTwice: [] });
  });
});

test('a refusal that speaks of the quota closes the UTC day for everybody who shares it', () => {
  const { clock, passDay } = runningClock();
  return withSimulator({ clock, quota: { days: 366, refusal: 400 } }, async (simulator) => {
    simulator.spendQuota(366);
    const account = newAccount();
    await bench().startWorker(account, simulator, { quota: { days: 366 } });
    const one = await bench().start(account, { range: '2024-03-01..2024-03-05' });
    await eventually(
      () => currentDetails(one),
      (details) => details.includes('2024-05-02 00:00:00 UTC'),
    );
    const other = await bench().start(account, { range: '2024-01-01..2024-01-05' });
    await eventually(
      () => currentDetails(other),
      (details) => details.includes('2024-05-02 00:00:00 UTC'),
    );
    expect(simulator.report().creates).toMatchObject({ accepted: 0, refused: 1 });

    passDay();
    expect(await Promise.all([one, other].map(endOf))).toMatchObject([
      { outcome: { days: { exported: 5 } } },
      { outcome: { days: { exported: 5 } } },
    ]);
    expect(simulator.report().creates).toMatchObject({ accepted: 2, refused: 1 });
  });
});

test('a refusal that nobody documented holds its chunk alone, in Twilio’s words, and is tried again smaller', () => {
  const { clock, passDay } = runningClock();
  return withSimulator({ clock }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator, { quota: { days: 366 } });
    simulator.faults.plan({ on: 'create', does: UNKNOWN });
    const handle = await bench().start(account, { range: '2024-03-01..2024-03-14' });
    const details = await eventually(
      () => currentDetails(handle),
      (text) => text.includes('2024-05-02 00:00:00 UTC') && text.includes('7 of 14 days exported'),
    );
    expect(details).toMatch(/Twilio rejected 2024-03-01\.\.2024-03-07 at 2024-05-01 .* UTC: .*Something is wrong/);
    expect(simulator.submittedRanges()).toEqual(['2024-03-08..2024-03-14']);

    passDay();
    const { outcome } = await endOf(handle);
    expect(outcome).toMatchObject({ days: { exported: 14 }, requestedDays: 14 });
    expect(simulator.submittedRanges().slice(1).sort()).toEqual(['2024-03-01..2024-03-04', '2024-03-05..2024-03-07']);
  });
});

test('a day that is refused alone on three UTC days is given up as refused', () => {
  const { clock, passDay } = runningClock();
  return withSimulator({ clock }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator);
    simulator.faults.plan({ on: 'create', times: 3, does: UNKNOWN });
    const handle = await bench().start(account, { range: '2024-03-01' });
    for (const day of ['2024-05-02', '2024-05-03']) {
      await eventually(
        () => currentDetails(handle),
        (details) => details.includes(`${day} 00:00:00 UTC`),
      );
      passDay();
    }

    const { failure } = await endOf(handle);
    expect(failure?.type).toBe('DaysMissing');
    expect(failure?.message).toContain('2024-03-01 (rejected by Twilio');
    expect(simulator.report().creates).toMatchObject({ accepted: 0, refused: 3 });
  });
});

test('exports that share a quota which is too small for all of them get their days in turn, and not a few each on every UTC day', () => {
  const { clock, passDay } = runningClock();
  return withSimulator({ clock, quota: { days: 12 } }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator, { quota: { days: 12 } });
    const first = await bench().start(account, { range: '2024-01-01..2024-01-24' });
    await eventually(
      () => currentDetails(first),
      (details) => details.includes('2024-05-02 00:00:00 UTC'),
    );
    const others = await Promise.all(
      ['2024-02-01..2024-02-12', '2024-03-01..2024-03-12'].map((range) => bench().start(account, { range })),
    );
    for (const handle of others) {
      await eventually(
        () => currentDetails(handle),
        (details) => details.includes('2024-05-02 00:00:00 UTC'),
      );
    }
    for (let day = 0; day < 3; day++) {
      passDay();
      await eventually(
        () => Object.values(simulator.report().requestedDaysByUtcDay),
        (requested) => requested.length === day + 2 && requested.every((days) => days === 12),
      );
    }

    expect(await Promise.all([first, ...others].map(endOf))).toMatchObject([
      { outcome: { days: { exported: 24 } } },
      { outcome: { days: { exported: 12 } } },
      { outcome: { days: { exported: 12 } } },
    ]);
    for (const utcDay of ['2024-05-02', '2024-05-03', '2024-05-04']) {
      const jobs = simulator.jobs().filter(({ createdAtMs }) => new Date(createdAtMs).toISOString().startsWith(utcDay));
      expect(new Set(jobs.map(({ startDay }) => startDay.slice(0, 7))).size).toBeLessThanOrEqual(2);
    }
  });
});

test('a run of a quota ends with as many requests as docs/encryption.md says, which is how long an old key is needed', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    const { client } = bench();
    await bench().startWorker(account, simulator);
    const open = () => callQuota(client, account, { call: 'openDay' });
    const runOf = async () => (await client.workflow.getHandle(quotaWorkflowId(account)).describe()).runId;
    const documented = /every (\d+)st request/.exec(readFileSync(join(__dirname, '../../docs/encryption.md'), 'utf8'))?.[1];
    for (let requests = 1; requests < Number(documented); requests++) await open();
    const first = await runOf();
    await open();
    expect(await eventually(runOf, (run) => run !== first)).not.toBe(first);
  }));

test('a pause that meets an attempt to reserve days, which then fails to wait, does not end the export', () => {
  const { clock, passDay } = runningClock();
  return withSimulator({ clock, quota: { days: 366 } }, async (simulator) => {
    const account = newAccount();
    await bench().startWorker(account, simulator, { quota: { days: 7 } });
    const handle = await bench().start(account, { range: '2024-03-01..2024-03-14', options: { pollMaxMs: 50 } });
    await eventually(
      () => currentDetails(handle),
      (details) => details.includes('7 of 14 days exported') && details.includes('2024-05-02 00:00:00 UTC'),
    );
    for (let pause = 0; pause < 40; pause++) {
      await handle.executeUpdate(pauseUpdate, { args: [{ by: 'ana@host', reason: 'test' }] });
      await handle.executeUpdate(resumeUpdate);
    }
    passDay();
    expect(await endOf(handle)).toMatchObject({ outcome: { days: { exported: 14 }, requestedDays: 14 } });
  });
});
