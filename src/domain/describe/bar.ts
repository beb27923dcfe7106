/**
 * A bar of blocks with its share in whole percent, rounded down: 100 % only when everything is done.
 *
 * @param width the number of blocks
 * @example drawBar(3, 10, 5) // '█░░░░  30 %'
 */
export function drawBar(done: number, total: number, width: number): string {
  const filled = Math.floor((done * width) / total);
  const percent = String(Math.floor((done * 100) / total)).padStart(3);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent} %`;
}
