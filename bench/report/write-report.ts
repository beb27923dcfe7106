import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawSweep } from '../sweeps/draw-sweep';
import type { SweepResult } from '../sweeps/sweep';
import { sweepTable } from '../sweeps/sweep-table';
import { drawPlot } from './draw-plot';
import { formatTable, tableOf, type Labels } from './format-table';
import type { Result } from './result';

const ROOT = join(__dirname, '../../..');
const PAGE = join(ROOT, 'docs/benchmarks.md');

/** What goes into the report: JSON, SVGs by name, and the table below a heading of the page. */
interface Report {
  readonly name: string;
  readonly title: string;
  readonly result: unknown;
  readonly plots: Readonly<Record<string, string>>;
  readonly table: readonly (readonly string[])[];
}

/** Report what contestants were compared in. */
export async function reportResult<Name extends string>(result: Result<Name>, labels: Labels<Name>): Promise<void> {
  const { name, title, plots } = result.subject;
  const drawn = await Promise.all(
    plots.map(async (plot) => [`${name}-${plot}`, await drawPlot(result, plot, labels[plot])] as const),
  );
  await writeReport({ name, title, result, plots: Object.fromEntries(drawn), table: tableOf(result, labels) });
}

/** Report a sweep: a plot for each figure that it names. */
export async function reportSweep(result: SweepResult): Promise<void> {
  const { name, title, plots } = result.sweep;
  const drawn = await Promise.all(plots.map(async (figure) => [`${name}-${figure}`, await drawSweep(result, figure)] as const));
  await writeReport({ name, title, result, plots: Object.fromEntries(drawn), table: sweepTable(result) });
}

/** Keep a result as JSON and its plots as SVG, and put its table on the page, below its heading. */
async function writeReport({ name, title, result, plots, table }: Report): Promise<void> {
  await writeFormatted(join(ROOT, 'bench/results', `${name}.json`), JSON.stringify(result));
  for (const [plot, svg] of Object.entries(plots)) await writeFile(join(ROOT, 'docs/benchmarks', `${plot}.svg`), `${svg}\n`);
  const page = await readFile(PAGE, 'utf8');
  await writeFormatted(PAGE, withTable(page, title, formatTable(table)));
}

/** The page with a table in place of the one below a heading. */
function withTable(page: string, title: string, table: string): string {
  const [before, section] = page.split(`## ${title}\n`);
  if (section === undefined) throw new Error(`docs/benchmarks.md has no section "${title}".`);
  return `${before}## ${title}\n${section.replace(/^\|.*\|\n(\|.*\|\n)+/m, () => `${table}\n`)}`;
}

async function writeFormatted(path: string, text: string): Promise<void> {
  const prettier = await import('prettier');
  await writeFile(path, await prettier.format(text, { ...(await prettier.resolveConfig(path)), filepath: path }));
}
