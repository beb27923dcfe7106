import type { Answer } from '../port';

interface RecentAnswer<T> {
  readonly answer: Answer<T>;
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/** The last answer to each question, to be given again while it is young enough. Ages are on the monotonic clock. */
export class RecentAnswers<K, T> {
  readonly #answers = new Map<K, RecentAnswer<T>>();

  /**
   * The last answer, its clock moved on by the time since, if it was asked for at most so many milliseconds ago;
   * otherwise a new one. A failure is not kept.
   */
  async get(question: K, maxAgeMs: number, ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
    const startedAtMs = performance.now();
    const recent = this.#answers.get(question);
    if (recent !== undefined && startedAtMs - recent.askedAtMs <= maxAgeMs) {
      const { value, nowMs } = recent.answer;
      return { value, nowMs: nowMs + Math.floor(startedAtMs - recent.answeredAtMs) };
    }
    const answer = await ask();
    this.#answers.set(question, { answer, askedAtMs: startedAtMs, answeredAtMs: performance.now() });
    return answer;
  }
}
