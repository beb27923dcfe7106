/** Chance that falls the same way whenever it is drawn for the same sid. */
export interface Draws {
  /** A whole number, from 0 to below the limit. */
  below(limit: number): number;
  oneOf<Value>(values: readonly Value[]): Value;
  /** True with a probability in percent. */
  percent(chance: number): boolean;
}

/** Draws that follow from a sid alone (the generator is mulberry32). */
export function drawsFrom(sid: string): Draws {
  let state = Number.parseInt(sid.slice(-8), 16);
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    oneOf: <Value>(values: readonly Value[]) => values[below(values.length)] as Value,
    percent: (chance) => below(100) < chance,
  };
}
