import { DayFileError } from '../../bulk-export/files/day-file-error';
import { daysOf } from '../../domain/days/day-range';
import type { BatchDelivery, DayDelivery } from '../../domain/ledger/fold-delivery';
import type { DeliverableDays } from '../../domain/plan/next-delivery';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { pollBackoff } from '../attempt/backoff';
import type { Binding } from '../attempt/binding';
import { runAttempt, type Attempt } from '../attempt/run-attempt';
import type { ActivityHost } from '../dependencies';
import { deliverDay, type DayToDeliver } from './deliver-day';

export interface DeliverDaysInput {
  readonly binding: Binding;
  readonly resourceType: ResourceType;
  readonly archive: string;
  readonly days: readonly DeliverableDays[];
  readonly options: Pick<ExportOptions, 'downloads' | 'pollMinMs' | 'pollMaxMs'>;
}

/** So many files in a row that do not come, for each that is fetched at the same time, mean that their host is away. */
const MOST_IN_VAIN = 2;

/** No further file of a batch is begun after so long, so that the export hears of those that are done. */
const BATCH_MS = 60_000;

/**
 * Fetch the files of some days into the archive, several at the same time, in the order given. A day that cannot be
 * fetched is an answer; an archive, an API or a file host that does not work ends the attempt, and the next one goes on
 * where it was.
 */
export function deliverDays(host: ActivityHost) {
  return (input: DeliverDaysInput): Promise<BatchDelivery> =>
    runAttempt(host, { binding: input.binding, backoff: pollBackoff(input.options) }, (attempt) =>
      deliverAll(attempt, input),
    );
}

async function deliverAll(
  attempt: Attempt,
  { resourceType, archive, days, options }: DeliverDaysInput,
): Promise<BatchDelivery> {
  const { api, heartbeat } = attempt;
  const reached = [...((attempt.reached as readonly DayDelivery[] | undefined) ?? [])];
  const startMs = attempt.monotonicMs();
  const elapsedMs = () => attempt.monotonicMs() - startMs;
  const stopping = new AbortController();
  const signal = AbortSignal.any([attempt.signal, stopping.signal]);
  const { value: files, nowMs } = await api.listDays(resourceType, { signal });
  const clockMs = () => nowMs + Math.floor(elapsedMs());
  const context = { ...attempt, archive: attempt.openArchive(archive), files, clockMs, signal };

  const done = new Set(reached.map(({ day }) => day));
  const left = days.flatMap(({ range, ...facts }) =>
    daysOf(range).map((day) => ({ ...facts, resourceType, day })),
  );
  const begun = untilOver(
    left.filter(({ day }) => !done.has(day)),
    elapsedMs,
  );
  const unfetched: DayDelivery[] = [];
  let inVain = 0;
  const downloads = Array.from({ length: options.downloads }, async () => {
    for (const ofDay of begun) {
      const delivery = await deliverDay(context, ofDay);
      if (delivery.kind === 'unfetched') {
        unfetched.push(delivery);
        inVain += 1;
        if (inVain >= MOST_IN_VAIN * options.downloads)
          throw new DayFileError(delivery.message, 'unavailable');
        continue;
      }
      inVain = 0;
      reached.push(delivery);
      heartbeat(reached);
    }
  });
  try {
    await Promise.all(downloads);
  } finally {
    stopping.abort();
    await Promise.allSettled(downloads); // nothing is written once the attempt is over
  }
  return {
    days: [...reached, ...unfetched],
    elapsedMs: Math.round(elapsedMs()),
    nowMs: clockMs(),
  };
}

/** Shared by all downloads: the first that fails leaves nothing more to begin. */
function* untilOver(days: readonly DayToDeliver[], elapsedMs: () => number): Generator<DayToDeliver> {
  for (const day of days) {
    if (elapsedMs() > BATCH_MS) return;
    yield day;
  }
}
