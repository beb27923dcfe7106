import { awaitTwilioClock, performUnless } from '../../activity-stubs';
import type { ExportRun } from '../export-run';
import { knownNowMs, shouldStop } from '../planned-steps';
import { record } from '../show-run';

/** A wait of a lane: until an instant of Twilio's clock, milliseconds since 1970, with the summary of its activity. */
interface Awaited {
  readonly untilMs: number;
  readonly summary: string;
  /** Whether the wait ends early, since there is something else to do. */
  readonly isOutOfDate: () => boolean;
}

export async function waitForClock(run: ExportRun, { untilMs, summary, isOutOfDate }: Awaited): Promise<void> {
  const { binding, resourceType, options } = run;
  const { pollMinMs, pollMaxMs } = options;
  const input = { binding, resourceType, untilMs, knownNowMs: knownNowMs(run), pollMinMs, pollMaxMs };
  const read = await performUnless(() => shouldStop(run) || isOutOfDate(), awaitTwilioClock, summary, input);
  if (read) record(run, run.ledger, read.nowMs);
}
