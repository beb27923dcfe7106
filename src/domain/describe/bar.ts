/** A bar of `width` blocks with its share in whole percent, rounded down. @example drawBar(3, 10, 5) // '█░░░░  30 %' */
export function drawBar(done: number, total: number, width: number): string {
  const filled = Math.floor((done * width) / total);
  const percent = String(Math.floor((done * 100) / total)).padStart(3);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent} %`;
}
