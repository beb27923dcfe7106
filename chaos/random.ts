import fc from 'fast-check';

/** Chance that repeats itself: the same seed draws the same. */
export interface Chance {
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  oneOf<const T>(choices: readonly [T, ...T[]]): T;
  /** Whether something happens that does so in so many of a hundred cases. */
  percent(likelihood: number): boolean;
}

/** What a seed draws. */
export function drawn<T>(seed: number, draw: (chance: Chance) => T): T {
  const drawing = fc.gen().map((generate) => {
    const between = (least: number, most: number) => generate(fc.integer, { min: least, max: most });
    return draw({
      between,
      oneOf: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
      percent: (likelihood) => between(1, 100) <= likelihood,
    });
  });
  const [value] = fc.sample(drawing, { seed, numRuns: 1, unbiased: true });
  if (value === undefined) throw new Error(`Seed ${seed} draws nothing.`);
  return value;
}

/** As many draws as told. */
export function times<T>(count: number, draw: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => draw(index));
}
