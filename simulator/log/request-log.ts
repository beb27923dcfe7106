import type { Operation } from '../wire/route';

/** One request as it came in and as it ended. */
export interface RequestLogEntry {
  /** By the simulator's clock. */
  readonly atMs: number;
  /** By a clock that never jumps, for real durations. */
  readonly monotonicMs: number;
  readonly operation: Operation;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Null while, or when, the request got no answer. */
  readonly status: number | null;
  /** The planned fault it met, or that it was beyond the concurrency limit. */
  readonly fault?: string;
  /** Absent when its credentials were not known. */
  readonly accountSid?: string;
}

/** Every request in the order of arrival. */
export interface RequestLog {
  entries(): readonly RequestLogEntry[];
  /** Note a request as it comes in; the function that is returned notes the status of its answer. */
  arrived(entry: Omit<RequestLogEntry, 'status'>): (status: number) => void;
}

/** A log without requests. */
export function createRequestLog(): RequestLog {
  const entries: RequestLogEntry[] = [];
  return {
    entries: () => [...entries],
    arrived(entry) {
      const index = entries.push({ ...entry, status: null }) - 1;
      return (status) => {
        entries[index] = { ...entry, status };
      };
    },
  };
}
