import { answer } from '../../../simulator/faults/fault';
import type { Attempt } from '../../../src/activities/attempt/activity';
import type { NotifyClient } from '../../../src/activities/dependencies';
import type { Notice } from '../../../src/domain/notify/notice';
import type { PolledJob } from '../../../src/domain/plan/poll-changes';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { DAY, HOUR, NOON } from '../../domain/support/instants';
import { useFolders } from '../../archive/support/archive-places';
import { days } from '../../support/days';
import { createJob, failureOf, polledJob, withActivities, type ActivityBench } from '../support/activity-bench';

const { newFolder } = useFolders();
const RANGE = '2024-03-01..2024-03-04';

function pollOf({ binding }: ActivityBench, job: PolledJob) {
  return { binding, resourceType: 'Messages' as const, jobs: [job], options: DEFAULT_OPTIONS, knownNowMs: NOON };
}

/** What an attempt mentions. */
function listening(given: Partial<Attempt> = {}): { readonly given: Partial<Attempt>; readonly heard: Notice[] } {
  const heard: Notice[] = [];
  const notify: NotifyClient = {
    targets: [],
    send: () => Promise.resolve(undefined),
    announce: () => Promise.resolve(),
    mention: (notices) => {
      heard.push(...notices);
    },
  };
  return { given: { ...given, notify }, heard };
}

function delivery(bench: ActivityBench, archive: string) {
  const made = [{ range: days(RANGE), madeAfterMs: NOON, jobSid: createJob(bench, RANGE) }];
  const options = { ...DEFAULT_OPTIONS, downloads: 1 };
  return { binding: bench.binding, resourceType: 'Messages' as const, archive, days: made, options };
}

test('a poll mentions a job that is stuck, each time it sees it', () =>
  withActivities(async (bench) => {
    const job = polledJob(bench, '2024-03-01..2024-03-01', {
      isStuck: true,
      counts: [{ status: 'Running', count: 1 }],
      changedAtMs: NOON - 4 * DAY,
    });
    const input = pollOf(bench, job);
    for (const number of [2, 3]) {
      const { given, heard } = listening({ number });
      bench.clock.advance(60_000);
      const polled = await bench
        .activities(given)
        .pollJobs(input)
        .catch((error: unknown) => error);
      expect(heard.map(({ type, cause }) => [type, cause])).toEqual([['jobStuck', job.jobSid]]);
      expect(polled).not.toHaveProperty('notifies');
    }
  }));

test('a download mentions a near deadline only after an attempt failed', () =>
  withActivities(async (bench) => {
    const input = delivery(bench, await newFolder());
    bench.clock.advance(5 * DAY + HOUR);
    const [first, second] = [listening(), listening({ number: 2 })];
    await bench
      .activities(first.given)
      .deliverDays(input)
      .catch(() => undefined);
    expect(first.heard).toEqual([]);
    await bench.activities(second.given).deliverDays(input);
    expect(second.heard).toMatchObject([{ type: 'deadlineNear', facts: { deadline: new Date(NOON + 7 * DAY).toISOString() } }]);
  }));

test('an archive that does not respond for long, and rejected credentials, are mentioned without the words of the other side', () =>
  withActivities(async (bench) => {
    const input = delivery(bench, '/proc/no-archive');
    bench.clock.advance(HOUR);
    const ofArchive = listening({ number: 5 });
    expect((await failureOf(bench.activities(ofArchive.given).deliverDays(input))).type).toBe('ArchiveUnavailable');
    expect(ofArchive.heard).toMatchObject([{ type: 'archiveTrouble', facts: { archive: '/proc/no-archive' } }]);

    const ofCredentials = listening();
    bench.simulator.faults.plan({ on: 'days', does: answer({ status: 401, body: { message: 'canary' } }) });
    await failureOf(bench.activities(ofCredentials.given).deliverDays(input));
    expect(ofCredentials.heard).toMatchObject([{ type: 'credentialsRefused' }]);
    expect(JSON.stringify(ofCredentials.heard)).not.toContain('canary');
  }));

test('the first and the last answers of an export say that its end is announced', () =>
  withActivities(async (bench) => {
    const { given } = listening({ number: 2 });
    const job = polledJob(bench, RANGE);
    bench.clock.advance(HOUR);
    const input = pollOf(bench, job);
    expect(await bench.activities(given).pollJobs(input)).toMatchObject({ notifies: true });
    expect(await bench.activities({ number: 2 }).pollJobs(input)).not.toHaveProperty('notifies');
    const range = { account: 'main', resourceType: 'Messages' as const, range: days(RANGE), options: DEFAULT_OPTIONS };
    expect(await bench.activities(given).surveyRange(range)).toMatchObject({ notifies: true });
  }));
