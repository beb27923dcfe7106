import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dailyNeed, forecast } from '../../../src/domain/allocation/forecast';
import type { Day } from '../../../src/domain/days/day-range';
import { drawMissing, type MissingShare } from './support/draw-missing';
import { FIRST_RUN, newAccounts, numberOf } from './support/groups';
import { needOn, simulateGroup } from './support/simulate-group';

const PAGE = join(__dirname, '../../../docs/many-accounts.md');
const PLOT = join(__dirname, '../../../docs/many-accounts/missing-days.svg');

/** Set to draw the plot of the page again. */
const IS_UPDATE = process.env['UPDATE_MANY_ACCOUNTS'] !== undefined;

const QUOTA_DAYS = 366;
const EIGHT_YEARS = 2922;

interface Size {
  readonly accounts: number;
  readonly types: number;
  readonly lookback: number;
}

/** Groups whose accounts have a history of eight years, and nothing in their archives. */
const SIMULATED: readonly Size[] = [
  { accounts: 10, types: 1, lookback: 0 },
  { accounts: 10, types: 4, lookback: 0 },
  { accounts: 10, types: 4, lookback: 14 },
  { accounts: 40, types: 4, lookback: 0 },
  { accounts: 5000, types: 1, lookback: 0 },
];

const shares = new Map<string, MissingShare[]>();
const rows: string[] = [];

function forecastOf({ accounts, types, lookback }: Size) {
  return forecast(newAccounts(accounts, types, EIGHT_YEARS), QUOTA_DAYS, dailyNeed(lookback), needOn(FIRST_RUN, lookback));
}

/** The number of the UTC day on which the last row is complete: by its date, not by the bound. */
function forecastDays({ rows: predicted }: ReturnType<typeof forecastOf>): number {
  return Math.max(...predicted.map(({ completeOn }) => numberOf(completeOn as Day)));
}

function nameOf({ accounts, types, lookback }: Size): string {
  return `${accounts.toLocaleString('en')} accounts × ${types} ${types > 1 ? 'types' : 'type'}${lookback > 0 ? `, lookback ${lookback}` : ''}`;
}

function addRow({ accounts, types, lookback }: Size, neededDays: number, predicted: string, simulated: string): void {
  const cells = [accounts, types, lookback || 'none', Math.ceil(neededDays), predicted, simulated];
  rows.push(`| ${cells.map((cell) => cell.toLocaleString('en')).join(' | ')} |`);
}

/** The missing days before each run, until the first one without more than the daily need; for eight years at most. */
function simulate(size: Size): number[] {
  const { accounts, types, lookback } = size;
  const missing: number[] = [];
  for (const run of simulateGroup(newAccounts(accounts, types, EIGHT_YEARS), FIRST_RUN, {
    quotaDays: QUOTA_DAYS,
    lookback,
    failing: 0.01,
  })) {
    missing.push(run.missingDays);
    const isComplete = run.rows.every(({ missing: [first] }) => !first || first.startDay >= run.need.startDay);
    if (isComplete || missing.length > EIGHT_YEARS) break;
  }
  const drawn = missing.map((days, day) => ({ day, share: days / (missing[0] ?? 1) }));
  shares.set(
    nameOf(size),
    drawn.filter(({ day }) => day % 20 === 0 || day === missing.length - 1),
  );
  return missing;
}

test.each(SIMULATED)('$accounts accounts x $types types x 8 years, lookback $lookback', (size) => {
  const predicted = forecastOf(size);
  const missing = simulate(size);
  if (predicted.isNever) {
    expect(missing.at(-1)).toBeGreaterThan(missing[0] ?? 0);
    const growth = (missing.at(-1) ?? 0) / (missing[0] ?? 1);
    addRow(size, predicted.neededDays, 'never', `after 8 years ${growth.toFixed(1)} times as many days are missing`);
  } else {
    const days = forecastDays(predicted);
    expect(Math.abs(missing.length - 1 - days) / days).toBeLessThan(0.1);
    addRow(
      size,
      predicted.neededDays,
      `${days.toLocaleString('en')} UTC days`,
      `${(missing.length - 1).toLocaleString('en')} UTC days`,
    );
  }
});

test('ten accounts with four types take about 359 UTC days', () => {
  expect(Math.abs(forecastDays(forecastOf({ accounts: 10, types: 4, lookback: 0 })) - 359)).toBeLessThan(8);
});

test.each([
  { accounts: 90, types: 4, lookback: 0, isNever: false },
  { accounts: 91, types: 4, lookback: 0, isNever: true },
  { accounts: 5000, types: 4, lookback: 0, isNever: true },
])('$accounts accounts x $types types: never is $isNever', ({ isNever, ...size }) => {
  const predicted = forecastOf(size);
  expect(predicted.isNever).toBe(isNever);
  addRow(size, predicted.neededDays, isNever ? 'never' : `${forecastDays(predicted).toLocaleString('en')} UTC days`, '');
});

test('the page has these figures, and the plot', async () => {
  if (IS_UPDATE) {
    await mkdir(dirname(PLOT), { recursive: true });
    await writeFile(PLOT, drawMissing(shares));
  }
  const page = (await readFile(PAGE, 'utf8')).replaceAll(/ +/g, ' ');
  expect(rows.filter((row) => !page.includes(row.replaceAll(/ +/g, ' ')))).toEqual([]);
  expect(page).toContain('(many-accounts/missing-days.svg)');
  const plot = await readFile(PLOT, 'utf8');
  expect(SIMULATED.map(nameOf).filter((name) => !plot.includes(`>${name}<`))).toEqual([]);
});
