import { setTimeout as pause } from 'node:timers/promises';
import { DAY_MS } from '../calendar';
import { idOf, readProgress } from './export-handle';
import type { Harness } from './world';

/** So long nobody creates anything before the exports are asked what they wait for, milliseconds. */
const QUIET_MS = 800;

/** An export that ended while it stood in line keeps its place for a minute of Twilio's clock. */
const BEHIND_OTHERS = 'Queued behind exports that have waited longer.';
const PLACE_LOST_MS = 61_000;

/** Who needs more nights than this waits for nothing that comes. */
const MOST_SKIPPED_DAYS = 12;

/**
 * Skip what is left of a UTC day when everybody waits for the next one: every job is over, nothing is created, nothing is being
 * done from outside, and the exports say so. Returns how to stop.
 */
export function skipIdleDays(harness: Harness): () => Promise<void> {
  const stopping = new AbortController();
  const watching = watch(harness, stopping.signal);
  return () => {
    stopping.abort();
    return watching;
  };
}

async function watch(harness: Harness, signal: AbortSignal): Promise<void> {
  const { clock } = harness;
  let quietSinceMs = performance.now();
  let skippedDays = 0;
  while (!signal.aborted && skippedDays < MOST_SKIPPED_DAYS) {
    await pause(100);
    if (!isQuiet(harness)) quietSinceMs = performance.now();
    if (performance.now() - quietSinceMs < QUIET_MS) continue;
    const messages = await waitingMessages(harness);
    const midnightMs = (Math.floor(clock() / DAY_MS) + 1) * DAY_MS;
    if (isAwaited(midnightMs, messages)) {
      clock.advance(midnightMs - clock() + 500);
      skippedDays++;
    } else if (messages.length > 0 && messages.every((text) => text.includes(BEHIND_OTHERS))) {
      clock.advance(PLACE_LOST_MS);
    }
    quietSinceMs = performance.now();
  }
}

function isQuiet({ simulator, notes }: Harness): boolean {
  if (notes.underWay > 0) return false;
  const latestCreate = simulator.requests().findLast(({ operation }) => operation === 'create');
  if (latestCreate && performance.now() - latestCreate.monotonicMs < QUIET_MS) return false;
  return simulator.jobs().every((job) => job.isOver || job.isForgotten || job.deletedAtMs !== undefined);
}

/** What the exports that run say they wait for. */
async function waitingMessages({ temporal, account, notes }: Harness): Promise<readonly string[]> {
  return Promise.all(
    [...notes.running].map(async (spec) => {
      const progress = await readProgress(temporal.client.workflow.getHandle(idOf(account, spec)));
      return progress?.waitingFor ?? '';
    }),
  );
}

/** Whether an export waits for an instant, and no other does anything meanwhile but wait for it or for its turn. */
function isAwaited(instantMs: number, messages: readonly string[]): boolean {
  const awaited = `at ${new Date(instantMs).toISOString().slice(0, 19).replace('T', ' ')} UTC.`;
  return messages.some((text) => text.includes(awaited)) && messages.every((text) => / at \S+ \S+ UTC\.$/.test(text));
}
