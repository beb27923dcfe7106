import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPARISONS } from '../../bench/comparisons/run-comparison';
import { hasRun, tableOf, type Labels } from '../../bench/report/format-table';
import { summarize, type Result, type Subject } from '../../bench/report/result';
import { FIGURES } from '../../bench/scenario';
import { SCENARIOS } from '../../bench/scenarios';
import { loadsOf, SWEEP_FIGURES, type SweepResult } from '../../bench/sweeps/sweep';
import { sweepTable } from '../../bench/sweeps/sweep-table';
import { SWEEPS } from '../../bench/sweeps/sweeps';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import { codesIn, readPage, ROOT, rowsBelow } from './support/pages';

const PAGE = 'docs/benchmarks.md';
const FOLDER = join(ROOT, 'bench/results');

function resultOf(name: string): Result<string> {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Result<string>;
}

function sweepOf(name: string): SweepResult {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as SweepResult;
}

/** Scenarios and comparisons, with the names of their figures. */
const SUBJECTS: readonly (Subject<string> & { readonly labels: Labels<string> })[] = [
  ...SCENARIOS.map((scenario) => ({ ...scenario, labels: FIGURES })),
  ...COMPARISONS,
];

/** The text below a heading. */
function sectionOf(title: string): string {
  return readPage(PAGE).split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
}

test('each scenario, comparison and sweep has a result, and no other', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...SUBJECTS, ...SWEEPS].map(({ name }) => `${name}.json`).sort());
});

test('the table of scenarios has the work of each', () => {
  const documented = rowsBelow(PAGE, '## Scenarios').map(([name = '', ...cells]) => [codesIn(name)[0], ...cells.slice(0, 5)]);
  const actual = SCENARIOS.map(({ name, work: { days, daysPerJob, openJobs, pollSeconds, downloads } }) => [
    name,
    ...[days, daysPerJob, openJobs, pollSeconds].map((count) => count.toLocaleString('en-US')),
    downloads === undefined ? '' : String(downloads),
  ]);
  expect(documented).toEqual(actual);
});

describe.each(SUBJECTS)('$name', ({ labels, ...subject }) => {
  const result = resultOf(subject.name);

  test('the result is one of the subject as it is now, with three runs or more and no name of a machine', () => {
    expect(result.subject).toEqual(JSON.parse(JSON.stringify(subject)));
    expect(Object.keys(result.machine)).toEqual(['cores', 'memoryGiB', 'system']);
    for (const { name, runs } of result.contestants.filter(hasRun)) {
      expect(runs.length).toBeGreaterThanOrEqual(3);
      expect(result.contestants).toContainEqual({ name, ...summarize(runs) });
    }
  });

  test('the table on the page has the figures of the result', () => {
    expect(rowsBelow(PAGE, `## ${subject.title}`)).toEqual(tableOf(result, labels).slice(1));
  });

  test('the page has the plots, whose bars are as long as the result says, and the command', () => {
    const section = sectionOf(subject.title);
    expect(section).toContain(`npm run bench -- --scenario ${subject.name}`);
    expect(subject.plots).not.toEqual([]);
    for (const figure of subject.plots) {
      expect(section).toContain(`](benchmarks/${subject.name}-${figure}.svg)`);
      const plot = readPage(`docs/benchmarks/${subject.name}-${figure}.svg`);
      for (const { name, figures } of result.contestants.filter(hasRun)) {
        const [, value] = new RegExp(`"${labels[figure]}: ([^;]+); name: ${name}"`).exec(plot) ?? [];
        expect(Number(value)).toBeCloseTo(figures[figure]?.median ?? NaN, 4);
      }
    }
  });
});

describe.each(SWEEPS)('$name', (sweep) => {
  const result = sweepOf(sweep.name);

  test('the result is one of the sweep as it is now, with three runs or more of each load', () => {
    expect(result.sweep).toEqual(sweep);
    expect(result.points.map(({ load }) => load)).toEqual(loadsOf(sweep));
    for (const { load, runs } of result.points) {
      expect(runs.length).toBeGreaterThanOrEqual(3);
      expect(result.points).toContainEqual({ load, ...summarize(runs) });
    }
  });

  test('the page has its table, its plots and its command, and the plots have its medians', () => {
    const section = sectionOf(sweep.title);
    expect(section).toContain(`npm run bench -- --scenario ${sweep.name}`);
    expect(rowsBelow(PAGE, `## ${sweep.title}`)).toEqual(sweepTable(result).slice(1));
    for (const figure of sweep.plots) {
      expect(section).toContain(`](benchmarks/${sweep.name}-${figure}.svg)`);
      const plot = readPage(`docs/benchmarks/${sweep.name}-${figure}.svg`);
      const drawn = [...plot.matchAll(new RegExp(`${SWEEP_FIGURES[figure]}: ([\\d.]+)`, 'g'))].map(([, value]) => Number(value));
      for (const { figures } of result.points) {
        expect(drawn.some((value) => Math.abs(value - figures[figure].median) < 0.001)).toBe(true);
      }
    }
  });
});

test('the default of --downloads is near the most days per second at each delay, and the half of it is not', () => {
  const { points } = sweepOf('downloads');
  const speed = (delayMs: number, downloads: number) =>
    points.find(({ load }) => load.delayMs === delayMs && load.downloads === downloads)?.figures.daysPerSecond.median ?? NaN;
  for (const delayMs of [50, 200]) {
    const best = Math.max(...[2, 4, 8, 16].map((downloads) => speed(delayMs, downloads)));
    expect(speed(delayMs, DEFAULT_OPTIONS.downloads)).toBeGreaterThan(0.75 * best);
    expect(speed(delayMs, DEFAULT_OPTIONS.downloads / 2)).toBeLessThan(0.75 * best);
  }
});

/** The median of a figure of Dayhaul, divided by that of another contestant if one is named. */
function medianOf(subject: string, figure: string, other?: string): number {
  const results = resultOf(subject).contestants.filter(hasRun);
  const of = (name: string) => results.find((result) => result.name === name)?.figures[figure]?.median ?? NaN;
  return other === undefined ? of('Dayhaul') : of('Dayhaul') / of(other);
}

test('four creates without a response take 45 seconds at most, and no day is requested twice', () => {
  expect(medianOf('unanswered', 'seconds')).toBeLessThan(45);
  expect(medianOf('unanswered', 'daysRequestedTwice')).toBe(0);
});

test('three years take the least possible days and UTC days that the page names', () => {
  const { work, preparations } = SCENARIOS.find(({ name }) => name === 'quota')!;
  const least = work.days + preparations.filter(({ path }) => path.startsWith('/days/')).length;
  const utcDays = Math.ceil(least / (work.quotaDays ?? NaN));
  expect(medianOf('quota', 'requestedDays')).toBe(least);
  expect(medianOf('quota', 'utcDays')).toBe(utcDays);
  expect(sectionOf('Three years under the quota')).toContain(`${least.toLocaleString('en-US')} days on ${utcDays} UTC days`);
});

test('a large file takes less time than in a shell, and the command line starts within six times the time of Node', () => {
  expect(medianOf('large-file', 'megabytesPerSecond', 'Shell')).toBeGreaterThan(1.5);
  expect(medianOf('start-up', 'startUpMs', 'Node')).toBeLessThan(6);
});

test('a day of waiting costs at most 96 Actions, and no event', () => {
  const { points } = sweepOf('waiting');
  const medianAt = (days: number, figure: 'actions' | 'events') =>
    points.find(({ load }) => load.waitingDays === days)?.figures[figure].median ?? NaN;
  const perDay = (figure: 'actions' | 'events') => (medianAt(4, figure) - medianAt(1, figure)) / 3;
  expect(perDay('actions')).toBeGreaterThan(48);
  expect(perDay('actions')).toBeLessThanOrEqual(96);
  expect(perDay('events')).toBe(0);
});

test('the page names the machines, the days and the versions of all results', () => {
  const text = readPage(PAGE).replace(/\s+/g, ' ');
  const results = [...SUBJECTS.map(({ name }) => resultOf(name)), ...SWEEPS.map(({ name }) => sweepOf(name))];
  for (const { machine, date, versions } of results) {
    expect(text).toContain(`${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`);
    expect(text).toContain(date);
    for (const [program, version] of Object.entries(versions)) expect(text).toContain(`${program} ${version}`);
  }
});
