import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawPlot } from './draw-plot';
import { formatTable } from './format-table';
import type { Result } from './result';

const ROOT = join(__dirname, '../../..');
const PAGE = join(ROOT, 'docs/benchmarks.md');

/** Keep a result as JSON, draw its plot, and put its table on the page, below the heading of its scenario. */
export async function writeReport(result: Result): Promise<void> {
  const { name, title } = result.scenario;
  await writeFormatted(join(ROOT, 'bench/results', `${name}.json`), JSON.stringify(result));
  await writeFile(join(ROOT, 'docs/benchmarks', `${name}.svg`), `${await drawPlot(result)}\n`);
  const page = await readFile(PAGE, 'utf8');
  await writeFormatted(PAGE, withTable(page, title, formatTable(result)));
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
