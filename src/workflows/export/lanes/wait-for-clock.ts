import { awaitTwilioClock, performUnless } from '../../activity-stubs';
import type { ExportRun } from '../export-run';
import { knownNowMs, shouldStop } from '../planned-steps';
import { record } from '../show-run';

/** What a lane waits for: an instant of Twilio's clock, milliseconds since 1970, and what that is in a few words. */
interface Awaited {
  readonly untilMs: number;
  readonly summary: string;
  /** Whether there is something else to do meanwhile, so that the wait is broken off. */
  readonly isOutOfDate: () => boolean;
}

/** Wait for an instant of Twilio's clock. */
export async function waitForClock(
  run: ExportRun,
  { untilMs, summary, isOutOfDate }: Awaited,
): Promise<void> {
  const { binding, resourceType, options } = run;
  const { pollMinMs, pollMaxMs } = options;
  const input = { binding, resourceType, untilMs, knownNowMs: knownNowMs(run), pollMinMs, pollMaxMs };
  const read = await performUnless(() => shouldStop(run) || isOutOfDate(), awaitTwilioClock, summary, input);
  if (read) record(run, run.ledger, read.nowMs);
}
