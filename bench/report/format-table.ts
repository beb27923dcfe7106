import type { ContestantResult, Result, Runs, Spread } from './result';

/** The names of figures, for people. */
export type Labels<Name extends string> = Readonly<Record<Name, string>>;

const NOTHING = '–';

/**
 * The rows of the table of a result: the header, then one figure per row with medians, their spread, and the first contestant's median
 * divided by that of each other. The last row has the reason of each contestant that did not run.
 */
export function tableOf<Name extends string>({ subject, contestants }: Result<Name>, labels: Labels<Name>): string[][] {
  const names = contestants.map(({ name }) => name);
  const [first, ...others] = contestants.filter(hasRun);
  const gaps = contestants.map((contestant) => ('gap' in contestant ? contestant.gap : ''));
  return [
    ['figure', ...names, ...others.map(({ name }) => `${first?.name} ÷ ${name}`)],
    ...subject.figures.map((figure) => [
      labels[figure],
      ...contestants.map((contestant) => (hasRun(contestant) ? formatSpread(contestant.figures[figure]) : NOTHING)),
      ...others.map(({ figures }) => formatRatio(first?.figures[figure], figures[figure])),
    ]),
    ...(gaps.some((gap) => gap !== '') ? [['not run', ...gaps, ...others.map(() => '')]] : []),
  ];
}

/** Whether a contestant did run. */
export function hasRun<Name extends string>(result: ContestantResult<Name>): result is { readonly name: string } & Runs<Name> {
  return 'runs' in result;
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
function formatRatio(first: Spread | undefined, second: Spread): string {
  const ratio = (first?.median ?? NaN) / second.median;
  return Number.isFinite(ratio) ? ratio.toFixed(2) : NOTHING;
}

/** Whole numbers as they are, others with three digits. */
export function formatFigure(value: number): string {
  if (Number.isInteger(value) || value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}
