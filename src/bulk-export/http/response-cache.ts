import type { Answer } from '../port';

/** The last response to each request, reused while it is new enough. Ages are on the monotonic clock. */
export class ResponseCache<K, T> {
  readonly #answers = new Map<K, Answer<T> & { readonly askedAtMs: number; readonly answeredAtMs: number }>();

  /**
   * The last response, with its clock advanced by its age, if it was requested at most `maxAgeMs` ago; otherwise a new one.
   * Failures are not cached.
   */
  async get(request: K, maxAgeMs: number, load: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const startedAtMs = performance.now();
    const recent = this.#answers.get(request);
    if (recent !== undefined && startedAtMs - recent.askedAtMs <= maxAgeMs) {
      return { value: recent.value, nowMs: recent.nowMs + Math.floor(startedAtMs - recent.answeredAtMs) };
    }
    const answer = await load();
    this.#answers.set(request, { ...answer, askedAtMs: startedAtMs, answeredAtMs: performance.now() });
    return answer;
  }
}
