/** How many files an export downloads at the same time, after rate limits of Twilio or the file host. */
export interface DownloadPace {
  readonly atOnce: number;
  /** Files downloaded since `atOnce` changed. */
  readonly files: number;
  /** When a rate limit last changed `atOnce`, in milliseconds on a monotonic clock. */
  readonly limitedAtMs: number;
}

/** The pace before the first rate limit: as many files as the export wants. */
export const FULL_PACE: DownloadPace = { atOnce: Infinity, files: 0, limitedAtMs: -Infinity };

const FILES_PER_STEP = 20; // one more file at the same time after this many, for each of them

export function paceAfterFile({ atOnce, files, limitedAtMs }: DownloadPace): DownloadPace {
  const isStep = files + 1 >= FILES_PER_STEP * atOnce;
  return isStep ? { atOnce: atOnce + 1, files: 0, limitedAtMs } : { atOnce, files: files + 1, limitedAtMs };
}

/**
 * Half as many files after a rate limit; undefined when there was one file only. Downloads that began before the last change are
 * one burst, and halve it once.
 * @param download when it began and ended, on the same clock, and how many downloads the export wants
 */
export function paceAfterLimit(pace: DownloadPace, download: Record<'beganAtMs' | 'endedAtMs' | 'wanted', number>) {
  if (download.beganAtMs <= pace.limitedAtMs) return pace;
  const atOnce = Math.floor(Math.min(pace.atOnce, download.wanted) / 2);
  return atOnce === 0 ? undefined : { atOnce, files: 0, limitedAtMs: download.endedAtMs };
}
