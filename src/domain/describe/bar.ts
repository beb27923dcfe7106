/** A bar of blocks, as wide as so many characters. */
export function drawBar(done: number, total: number, width: number): string {
  const filled = Math.floor((done * width) / total);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
}

/** Whole percents, rounded down: a hundred only when all is done. */
export function percentOf(done: number, total: number): number {
  return Math.floor((done * 100) / total);
}
