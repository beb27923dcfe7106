/**
 * Run work on each item, `atOnce` at a time, with the results in order. The first error ends it, and so does a reader that stops.
 */
export async function* mapInOrder<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const running: Promise<R>[] = [];
  for await (const item of items) {
    const result = work(item);
    result.catch(() => undefined);
    running.push(result);
    const first = running.length < atOnce ? undefined : running.shift();
    if (first) yield await first;
  }
  for (const result of running) yield await result;
}
