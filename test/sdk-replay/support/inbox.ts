/** What has arrived and is not handled yet, in order of arrival; it has one reader. */
export class Inbox<T> {
  private readonly arrivals: T[] = [];
  private reader: ((arrival: T) => void) | undefined;

  push(arrival: T): void {
    if (!this.reader) {
      this.arrivals.push(arrival);
      return;
    }
    this.reader(arrival);
    this.reader = undefined;
  }

  /** The next arrival; waits for it in a promise, not in a condition. */
  async next(): Promise<T> {
    const arrival = this.arrivals.shift();
    if (arrival !== undefined) return arrival;
    return new Promise((resolve) => {
      this.reader = resolve;
    });
  }
}
