import { awaitTwilioClock, performUnless } from '../../activity-stubs';
import { until } from '../../event-loop';
import { contextOf, type ExportRun } from '../export-run';
import { knownNowMs, shouldStop } from '../planned-steps';
import { record } from '../show-run';

/** Wait until an instant of Twilio's clock, milliseconds since 1970; `isOutOfDate` ends the wait early. */
export async function waitForClock(run: ExportRun, untilMs: number, summary: string, isOutOfDate: () => boolean): Promise<void> {
  const input = { ...contextOf(run), untilMs, knownNowMs: knownNowMs(run) };
  const outOfDate = () => until(() => shouldStop(run) || isOutOfDate());
  const read = await performUnless(outOfDate, awaitTwilioClock, summary, input);
  if (read) record(run, run.ledger, read.nowMs);
}
