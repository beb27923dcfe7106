/**
 * A signal of its own for one request: each listens to its signal for as long as it lasts, and Node takes many who listen
 * to one signal for a leak.
 */
export function following(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal]);
}
