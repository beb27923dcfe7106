/** How the days of a job move from `Submitted` to their outcome. */
export type JobLife =
  | { readonly pace: 'instantly' }
  | { readonly pace: 'byDuration'; readonly jobMs: number; readonly queueMs: number; readonly parallel: number }
  | { readonly pace: 'byLooks'; readonly looks: number };

/** Every day is final the moment its job is created. */
export function instantly(): JobLife {
  return { pace: 'instantly' };
}

/**
 * Days become final by the clock, evenly over `jobMs`, one after the other. A job first waits `queueMs`, and for as long as
 * `parallel` earlier jobs of its account are unfinished (no limit by default).
 */
export function byDuration({
  jobMs,
  queueMs = 0,
  parallel = Infinity,
}: {
  jobMs: number;
  queueMs?: number;
  parallel?: number;
}): JobLife {
  return { pace: 'byDuration', jobMs, queueMs, parallel };
}

/**
 * Days move each time a list or a fetch shows their job, never by time: `looks` times they are seen unfinished (`Submitted` once,
 * then `Running`), and from then on with their outcome.
 */
export function byLooks(looks: number): JobLife {
  return { pace: 'byLooks', looks };
}
