/**
 * The clock of a time-skipping server. Between two readings it is told without asking, by the real time since: while a request is
 * under way, virtual time runs no faster.
 */
export class VirtualClock {
  #readMs = 0;
  #readAtMs = 0;

  /** @param readServer asks the server for its time, in milliseconds since 1970 */
  constructor(private readonly readServer: () => Promise<number>) {}

  /** Read the server's clock, in milliseconds since 1970. */
  async read(): Promise<number> {
    const readAtMs = performance.now();
    this.#readMs = await this.readServer();
    this.#readAtMs = readAtMs;
    return this.#readMs;
  }

  /** Milliseconds since 1970; right if the clock was read since time last skipped. */
  readonly now = (): number => Math.floor(this.#readMs + performance.now() - this.#readAtMs);
}
