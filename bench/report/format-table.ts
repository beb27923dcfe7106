import { FIGURES } from '../scenario';
import type { Result, Spread } from './result';

/** The rows of the table of a result: the header, then one figure per row with its median, its spread, and the ratio of medians. */
export function tableOf({ scenario, contestants }: Result): string[][] {
  const names = contestants.map(({ name }) => name);
  return [
    ['figure', ...names, names.join(' ÷ ')],
    ...scenario.figures.map((figure) => {
      const spreads = contestants.map(({ figures }) => figures[figure]);
      return [FIGURES[figure], ...spreads.map(formatSpread), formatRatio(spreads)];
    }),
  ];
}

/** Rows, the header first, as a table in Markdown, to be aligned by Prettier. */
export function formatTable([header = [], ...rows]: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function formatSpread({ median, min, max }: Spread): string {
  const [middle = '', least = '', most = ''] = [median, min, max].map(formatFigure);
  return least === most ? middle : `${middle} (${least} to ${most})`;
}

/** The first median divided by the second; a dash where that is not a number. */
function formatRatio([first, second]: readonly Spread[]): string {
  const ratio = (first?.median ?? NaN) / (second?.median ?? NaN);
  return Number.isFinite(ratio) ? ratio.toFixed(2) : '–';
}

/** Whole numbers as they are, others with three digits. */
export function formatFigure(value: number): string {
  if (Number.isInteger(value) || value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}
