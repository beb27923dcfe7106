/** A value in place of expected errors of a promise. @throws any other @example reading.catch(insteadOf(isNoSuchKey, undefined)) */
export function insteadOf<T>(isExpected: (thrown: unknown) => boolean, value: T): (thrown: unknown) => T {
  return (thrown) => {
    if (isExpected(thrown)) return value;
    throw thrown;
  };
}
