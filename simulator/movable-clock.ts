/** A clock in milliseconds since 1970 that can be moved, and never back. */
export interface MovableClock {
  (): number;
  advance(ms: number): void;
}

/** A clock that runs `speed` times as fast as real time; at speed 0 it is stopped until it is moved. */
export function movableClock({ speed = 1, startMs = Date.now() }: { speed?: number; startMs?: number } = {}): MovableClock {
  const startedMs = performance.now();
  let advancedMs = 0;
  const clock = (): number => Math.floor(startMs + advancedMs + (performance.now() - startedMs) * speed);
  return Object.assign(clock, {
    advance(ms: number) {
      advancedMs += ms;
    },
  });
}
