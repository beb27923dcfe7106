import { uniform } from '../../../src/domain/days/day-map';
import { packDayMap } from '../../../src/domain/days/packed-day-map';
import { countDays, daysOf, type Day, type DayRange } from '../../../src/domain/days/day-range';
import type { BatchDelivery } from '../../../src/domain/ledger/fold-delivery';
import type { Archived } from '../../../src/domain/ledger/fold-submission';
import type { DeliverableDays } from '../../../src/domain/plan/next-delivery';
import type { PolledJob } from '../../../src/domain/plan/poll-changes';
import type { ReservedChunk } from '../../../src/domain/quota/protocol';
import type { JobReport } from '../../../src/domain/twilio/job-report';
import type { Operation } from './pending';

/** A number in [0, 1). */
export type Random = () => number;

/** Numbers that a seed decides. */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Input {
  readonly range: DayRange;
  readonly chunk: DayRange;
  readonly chunks: readonly ReservedChunk[];
  readonly jobs: readonly PolledJob[];
  readonly days: readonly DeliverableDays[];
  readonly untilMs: number;
}

/** Answers as activities give them, some good and some bad, at a clock of Twilio's that goes on by seconds. */
export function answersBy(random: Random) {
  let nowMs = Date.parse('2024-06-10T12:00:00Z');
  let jobs = 0;
  const isLucky = (chance: number) => random() < chance;
  const utcDay = '2024-06-10' as Day;

  const answers: Record<string, (input: Input) => unknown> = {
    surveyArchive: ({ range }) => packDayMap(uniform<Archived>(range, 'nothing')),
    surveyRange: () => ({
      binding: { account: 'default', accountSid: `AC${'0'.repeat(32)}`, origin: 'http://127.0.0.1:4010' },
      findings: { exported: [], empty: [], jobs: [] },
      nowMs,
    }),
    reserveDays: ({ chunks }) =>
      isLucky(0.8)
        ? { kind: 'granted', chunks, utcDay, nowMs }
        : { kind: 'wait', quotaWait: { why: 'Others are served first.', untilMs: nowMs + 60_000 }, nowMs },
    releaseDays: () => null,
    submitJob: ({ chunk: range }) => {
      if (isLucky(0.1)) return { kind: 'late', nowMs };
      if (isLucky(0.05)) return { kind: 'refused', message: 'Too busy', nowMs };
      jobs += 1;
      return { kind: 'submitted', submission: { jobSid: `JS${jobs}`, range, submittedAtMs: nowMs }, nowMs };
    },
    pollJobs: ({ jobs: polled }) => ({ reports: polled.filter(() => isLucky(0.8)).map((job) => reportOn(job)), nowMs }),
    deliverDays: ({ days }): BatchDelivery => ({
      days: days.flatMap(({ range }) =>
        daysOf(range).map((day) =>
          isLucky(0.9)
            ? { day, kind: 'delivered', records: 3, bytes: 300 }
            : { day, kind: 'unfetched', message: 'The connection was lost.' },
        ),
      ),
      elapsedMs: 500,
      nowMs,
    }),
    awaitTwilioClock: ({ untilMs }) => {
      nowMs = Math.max(nowMs, untilMs);
      return { nowMs };
    },
    cancelJobs: ({ jobs: open }) => ({ reports: [], over: open.map(({ jobSid }) => jobSid), remaining: [] }),
    reportExport: () => null,
  };

  function reportOn({ jobSid, openDays }: PolledJob): JobReport {
    const failed = isLucky(0.2) ? openDays.slice(0, 1) : [];
    const done = openDays.slice(failed.length);
    const statuses = [
      { status: 'Completed', ranges: done },
      { status: 'Failed', ranges: failed },
    ] as const;
    const counts = statuses.map(({ status, ranges }) => ({ status, count: sumOf(ranges) }));
    return { jobSid, nowMs, statuses, counts, isFinished: true, unknownWords: [], isSeen: true };
  }

  return ({ name, input }: Operation): unknown => {
    nowMs += 1000 * Math.ceil(random() * 20);
    const answer = answers[name];
    if (!answer) throw new Error(`There is no answer for the activity ${name}.`);
    return answer(input as Input);
  };
}

function sumOf(ranges: readonly DayRange[]): number {
  return ranges.reduce((sum, range) => sum + countDays(range), 0);
}
