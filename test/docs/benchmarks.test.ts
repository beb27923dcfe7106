import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableOf } from '../../bench/report/format-table';
import { summarize, type Result } from '../../bench/report/result';
import { FIGURES } from '../../bench/scenario';
import { SCENARIOS } from '../../bench/scenarios';
import { loadsOf, SWEEP_FIGURES, type SweepResult } from '../../bench/sweeps/sweep';
import { sweepTable } from '../../bench/sweeps/sweep-table';
import { SWEEPS } from '../../bench/sweeps/sweeps';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import { codesIn, readPage, ROOT, rowsBelow } from './support/pages';

const PAGE = 'docs/benchmarks.md';
const FOLDER = join(ROOT, 'bench/results');

function resultOf(name: string): Result {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Result;
}

function sweepOf(name: string): SweepResult {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as SweepResult;
}

/** The text below the heading of a scenario. */
function sectionOf(title: string): string {
  return readPage(PAGE).split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
}

test('each scenario and sweep has a result, and no other', () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...SCENARIOS, ...SWEEPS].map(({ name }) => `${name}.json`).sort());
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

describe.each(SCENARIOS)('$name', (scenario) => {
  const result = resultOf(scenario.name);

  test('the result is one of the scenario as it is now, with three runs or more and no name of a machine', () => {
    expect(result.scenario).toEqual(scenario);
    expect(Object.keys(result.machine)).toEqual(['cores', 'memoryGiB', 'system']);
    for (const { name, runs } of result.contestants) {
      expect(runs.length).toBeGreaterThanOrEqual(3);
      expect(result.contestants).toContainEqual({ name, ...summarize(runs) });
    }
  });

  test('the table on the page has the figures of the result', () => {
    expect(rowsBelow(PAGE, `## ${scenario.title}`)).toEqual(tableOf(result).slice(1));
  });

  test('the page has the plot, whose bars are as long as the result says, and the command', () => {
    const section = sectionOf(scenario.title);
    expect(section).toContain(`](benchmarks/${scenario.name}.svg)`);
    expect(section).toContain(`npm run bench -- --scenario ${scenario.name}`);
    const plot = readPage(`docs/benchmarks/${scenario.name}.svg`);
    const [figure] = scenario.figures;
    for (const { name, figures } of result.contestants) {
      const [, value] = new RegExp(`"${FIGURES[figure]}: ([^;]+); name: ${name}"`).exec(plot) ?? [];
      expect(Number(value)).toBeCloseTo(figures[figure].median, 5);
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

test('the page names the machines, the days and the versions of all results', () => {
  const text = readPage(PAGE).replace(/\s+/g, ' ');
  const results = [...SCENARIOS.map(({ name }) => resultOf(name)), ...SWEEPS.map(({ name }) => sweepOf(name))];
  for (const { machine, date, versions } of results) {
    expect(text).toContain(`${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`);
    expect(text).toContain(date);
    for (const [program, version] of Object.entries(versions)) expect(text).toContain(`${program} ${version}`);
  }
});
