import { DayFileError } from '../../bulk-export/files/file-failure';
import { daysOf } from '../../domain/days/day-range';
import type { BatchDelivery, DayDelivery } from '../../domain/ledger/fold-delivery';
import { deadlineNotices } from '../../domain/notify/notices';
import { FULL_PACE, paceAfterFile, paceAfterLimit, type DownloadPace } from '../../domain/plan/download-pace';
import type { DeliverableDays } from '../../domain/plan/next-delivery';
import { activity, pollBackoff, type Activity, type Attempt, type BoundInput, type OfType } from '../attempt/activity';
import { deliverDay, isRateLimited, listedBytes } from './deliver-day';

export interface DeliverDaysInput extends BoundInput, OfType<'downloads' | 'pollMinMs' | 'pollMaxMs'> {
  readonly archive: string;
  readonly days: readonly DeliverableDays[];
}

/** This many failed downloads in a row, for each parallel download, mean that the file host is down. */
const MOST_IN_VAIN = 2;

/** No further file of a batch starts after this time, so that the export learns of the finished ones. */
const BATCH_MS = 60_000;

/** The pause after a rate limit; a longer one that Twilio requests takes precedence. */
const LIMITED_MS = 1000;

interface PacedAttempt extends Attempt {
  /** The pace of all exports on this worker. */
  readonly pace: { current: DownloadPace };
}

/**
 * Download files of days, several at a time, and fewer after a rate limit. A day that fails is part of the result. An archive, an
 * API or a file host that does not work ends the attempt; the next one continues with the remaining days.
 */
export const deliverDays: Activity<DeliverDaysInput, BatchDelivery> = (host) => {
  const pace = { current: FULL_PACE };
  return activity(pollBackoff, (attempt: Attempt, input: DeliverDaysInput) => deliverAll({ ...attempt, pace }, input))(host);
};

async function deliverAll(attempt: PacedAttempt, input: DeliverDaysInput): Promise<BatchDelivery> {
  const { resourceType, archive, days, options } = input;
  const { api, heartbeat, pace } = attempt;
  const reached = [...((attempt.reached as readonly DayDelivery[] | undefined) ?? [])];
  const startMs = attempt.monotonicMs();
  const elapsedMs = () => attempt.monotonicMs() - startMs;
  const stopping = new AbortController();
  const signal = AbortSignal.any([attempt.signal, stopping.signal]);
  const wanted = days.flatMap(({ range, ...facts }) => daysOf(range).map((day) => ({ ...facts, resourceType, day })));
  const waiting = wanted.filter(({ day }) => !reached.some((before) => before.day === day)); // shared by all downloads
  const { value: files, nowMs } = await api.listDays(resourceType, {
    signal,
    maxAgeMs: Math.min(BATCH_MS, options.pollMaxMs),
    suffices: (listed) => waiting.every((ofDay) => ofDay.isTroubled ?? ofDay.isEmpty ?? listedBytes(listed, ofDay) !== undefined),
  });
  const troubled = days.filter(({ isTroubled }) => isTroubled ?? attempt.number > 1);
  attempt.notify?.mention(deadlineNotices(troubled, nowMs));
  const clockMs = () => nowMs + Math.floor(elapsedMs());
  const context = { ...attempt, archive: attempt.openArchive(archive), files, clockMs, signal };
  await context.archive.prepare(waiting, { signal });
  const unfetched: DayDelivery[] = [];
  let inVain = 0;
  const downloads = Array.from({ length: Math.min(options.downloads, pace.current.atOnce) }, async (_, place) => {
    while (place < pace.current.atOnce && elapsedMs() <= BATCH_MS) {
      const ofDay = waiting.shift();
      if (!ofDay) return;
      const beganAtMs = attempt.monotonicMs();
      const delivery = await deliverDay(context, ofDay).catch((error: unknown) => {
        const download = { beganAtMs, endedAtMs: attempt.monotonicMs(), wanted: options.downloads };
        const slower = isRateLimited(error) ? paceAfterLimit(pace.current, download) : undefined;
        if (slower === undefined) throw error;
        pace.current = slower;
      });
      if (!delivery) {
        waiting.unshift(ofDay);
        await attempt.sleep(LIMITED_MS);
        continue;
      }
      if (delivery.kind === 'unfetched') {
        unfetched.push(delivery);
        inVain += 1;
        if (inVain >= MOST_IN_VAIN * options.downloads) throw new DayFileError(delivery.message, 'unavailable');
        continue;
      }
      inVain = 0;
      pace.current = paceAfterFile(pace.current);
      reached.push(delivery);
      heartbeat(reached);
    }
  });
  try {
    await Promise.all(downloads);
  } finally {
    stopping.abort();
    await Promise.allSettled(downloads); // nothing is written after the end of the attempt
  }
  return { days: [...reached, ...unfetched], elapsedMs: Math.round(elapsedMs()), nowMs: clockMs() };
}
