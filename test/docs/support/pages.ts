import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const ROOT = join(__dirname, '../../..');

const NOT_OURS = ['node_modules', 'lib', 'coverage', '.git'];

/** Every Markdown page of the repository, by its path from the root. */
export const PAGES = pagesIn(ROOT);

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.includes(entry.name) ? [] : pagesIn(path);
    return entry.name.endsWith('.md') ? [relative(ROOT, path)] : [];
  });
}

/** The text of a page. */
export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** The rows of all tables below a heading such as `## Exit codes`, without the header, cell by cell. */
export function rowsBelow(page: string, heading: string): string[][] {
  const [level = ''] = heading.split(' ');
  const [, below = ''] = readPage(page).split(`${heading}\n`);
  const [section = ''] = below.split(new RegExp(`^#{1,${level.length}} `, 'm'));
  const lines = section.split('\n').map((line) => (line.startsWith('|') ? cellsOf(line) : undefined));
  return lines.filter((cells, index) => cells && isBody(lines, index)).map((cells) => cells ?? []);
}

/** Whether a line of a table comes after the line of dashes below its header. */
function isBody(lines: (string[] | undefined)[], index: number): boolean {
  const before = lines.slice(0, index);
  const table = before.slice(before.lastIndexOf(undefined) + 1);
  return table.some((cells) => cells?.every((cell) => /^:?-+:?$/.test(cell)));
}

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The texts in backticks. */
export function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
