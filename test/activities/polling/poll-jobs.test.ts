import { answer, notJson, rateLimit } from '../../../simulator/faults/fault';
import type { PollJobsInput } from '../../../src/activities/polling/poll-jobs';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { HOUR, MINUTE, NOON, SECOND } from '../../domain/support/instants';
import { days } from '../../support/days';
import { cancelled, failureOf, polledJob, withActivities, type ActivityBench } from '../support/activity-bench';

const TEN_DAYS = '2024-03-01..2024-03-10';

function inputOf(bench: ActivityBench, ...jobs: PollJobsInput['jobs']): PollJobsInput {
  const options = { ...DEFAULT_OPTIONS, pollMaxMs: 2 * HOUR };
  return { binding: bench.binding, resourceType: 'Messages', jobs, options, knownNowMs: NOON };
}

test('the first attempt waits without a request when the jobs were looked at before', () =>
  withActivities(async (bench) => {
    const input = inputOf(bench, polledJob(bench, TEN_DAYS, { estimatedEndMs: NOON + HOUR }));
    await expect(bench.activities().pollJobs(input)).rejects.toMatchObject({
      type: 'NotYetFinal',
      category: 'BENIGN',
      nextRetryDelay: HOUR,
    });
    expect(bench.requests()).toEqual([]);
  }));

test('without a reportable change the next attempt comes at the end that Twilio estimates', () =>
  withActivities(async (bench) => {
    const input = inputOf(bench, polledJob(bench, TEN_DAYS));
    bench.clock.advance(3 * MINUTE);
    const { type, message, nextRetryDelay } = await failureOf(bench.activities({ number: 2 }).pollJobs(input));
    expect(type).toBe('NotYetFinal');
    expect(message).toMatch(/2024-03-01\.\.2024-03-10.*1 Running.*13:00/);
    expect(nextRetryDelay).toBeGreaterThanOrEqual(0.9 * 57 * MINUTE);
    expect(nextRetryDelay).toBeLessThanOrEqual(1.1 * 57 * MINUTE);
  }));

test('one list reports on all jobs as soon as one of them has ended', () =>
  withActivities(async (bench) => {
    const ended = polledJob(bench, TEN_DAYS);
    bench.clock.advance(HOUR);
    const open = polledJob(bench, '2024-03-11..2024-03-20');
    const { reports, nowMs } = await bench.activities({ number: 2 }).pollJobs(inputOf(bench, ended, open));
    expect(nowMs).toBe(NOON + HOUR);
    expect(reports).toMatchObject([
      { jobSid: ended.jobSid, statuses: [{ status: 'Completed', ranges: [days(TEN_DAYS)] }] },
      { jobSid: open.jobSid, isSeen: true, isFinished: false },
    ]);
    expect(bench.requests()).toEqual(['list']);
  }));

test('a job that was never looked at is looked at in the first attempt', () =>
  withActivities(async (bench) => {
    bench.simulator.day('2024-03-01').reports('Failed');
    const input = inputOf(bench, polledJob(bench, TEN_DAYS, { isPolled: false }));
    const { reports } = await bench.activities().pollJobs(input);
    expect(reports[0]?.statuses).toContainEqual({ status: 'Failed', ranges: [days('2024-03-01')] });
  }));

test.each([
  ['a pause that Twilio requests', rateLimit({ retryAfterSeconds: 120 }), 'RateLimited', 2 * MINUTE],
  ['a server error', answer({ status: 503 }), 'Unavailable', DEFAULT_OPTIONS.pollMinMs],
  ['an answer of HTML', notJson(), 'Unreadable', DEFAULT_OPTIONS.pollMinMs],
])('%s is retried after a wait', (_title, does, type, waitMs) =>
  withActivities(async (bench) => {
    const input = inputOf(bench, polledJob(bench, TEN_DAYS));
    bench.simulator.faults.plan({ on: 'list', does });
    const failure = await failureOf(bench.activities({ number: 2 }).pollJobs(input));
    expect(failure).toMatchObject({ type, nonRetryable: false });
    expect(Math.floor(Number(failure.nextRetryDelay) / SECOND) * SECOND).toBe(waitMs);
  }),
);

test('a cancelled attempt ends with the reason of the cancellation', () =>
  withActivities(async (bench) => {
    const reason = new Error('cancelled');
    const input = inputOf(bench, polledJob(bench, TEN_DAYS));
    await expect(bench.activities({ number: 2, ...cancelled(reason) }).pollJobs(input)).rejects.toBe(reason);
  }));
