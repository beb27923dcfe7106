import { setTimeout as pause } from 'node:timers/promises';
import { DAY_MS } from '../calendar';
import { idOf, readProgress } from './export-handle';
import type { Stage } from './world';

/** So long nobody creates anything before the exports are asked what they wait for, milliseconds. */
const QUIET_MS = 800;

/** An export that ended while it stood in line keeps its place for a minute of Twilio's clock. */
const BEHIND_OTHERS = 'Exports that have waited longer go first.';
const PLACE_LOST_MS = 61_000;

/** Who needs more nights than this waits for nothing that comes. */
const MOST_NIGHTS = 12;

/**
 * Skip what is left of a UTC day when everybody waits for the next one: every job is over, nothing is created, nothing is
 * being done from outside, and the exports say so. Returns how to stop.
 */
export function passQuietNights(stage: Stage): () => Promise<void> {
  const stopping = new AbortController();
  const watching = watch(stage, stopping.signal);
  return () => {
    stopping.abort();
    return watching;
  };
}

async function watch(stage: Stage, signal: AbortSignal): Promise<void> {
  const { clock } = stage;
  let quietSinceMs = performance.now();
  let nights = 0;
  while (!signal.aborted && nights < MOST_NIGHTS) {
    await pause(100);
    if (!isQuiet(stage)) quietSinceMs = performance.now();
    if (performance.now() - quietSinceMs < QUIET_MS) continue;
    const words = await waitingWords(stage);
    const midnightMs = (Math.floor(clock() / DAY_MS) + 1) * DAY_MS;
    if (isAwaited(midnightMs, words)) {
      clock.advance(midnightMs - clock() + 500);
      nights++;
    } else if (words.length > 0 && words.every((text) => text.includes(BEHIND_OTHERS))) {
      clock.advance(PLACE_LOST_MS);
    }
    quietSinceMs = performance.now();
  }
}

function isQuiet({ simulator, notes }: Stage): boolean {
  if (notes.underWay > 0) return false;
  const latestCreate = simulator.requests().findLast(({ operation }) => operation === 'create');
  if (latestCreate && performance.now() - latestCreate.monotonicMs < QUIET_MS) return false;
  return simulator.jobs().every((job) => job.isOver || job.isForgotten || job.deletedAtMs !== undefined);
}

/** What the exports that run say they wait for. */
async function waitingWords({ temporal, account, notes }: Stage): Promise<readonly string[]> {
  return Promise.all(
    [...notes.running].map(async (wanted) => {
      const progress = await readProgress(temporal.client.workflow.getHandle(idOf(account, wanted)));
      return progress?.waitingFor ?? '';
    }),
  );
}

/** Whether an export waits for an instant, and no other does anything meanwhile but wait for it or for its turn. */
function isAwaited(instantMs: number, words: readonly string[]): boolean {
  const awaited = `at ${new Date(instantMs).toISOString().slice(0, 19).replace('T', ' ')} UTC.`;
  return (
    words.some((text) => text.includes(awaited)) && words.every((text) => / at \S+ \S+ UTC\.$/.test(text))
  );
}
