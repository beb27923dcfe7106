import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableOf } from '../../bench/report/format-table';
import { summarize, type Result } from '../../bench/report/result';
import { FIGURES } from '../../bench/scenario';
import { SCENARIOS } from '../../bench/scenarios';
import { codesIn, readPage, ROOT, rowsBelow } from './support/pages';

const PAGE = 'docs/benchmarks.md';
const FOLDER = join(ROOT, 'bench/results');

function resultOf(name: string): Result {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Result;
}

/** The text below the heading of a scenario. */
function sectionOf(title: string): string {
  return readPage(PAGE).split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
}

test('each scenario has a result, and no other', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(SCENARIOS.map(({ name }) => `${name}.json`).sort());
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
      expect(result.contestants).toContainEqual(summarize(name, runs));
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

test('the page names the machines, the days and the versions of all results', () => {
  const text = readPage(PAGE).replace(/\s+/g, ' ');
  for (const { machine, date, versions } of SCENARIOS.map(({ name }) => resultOf(name))) {
    expect(text).toContain(`${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`);
    expect(text).toContain(date);
    for (const [program, version] of Object.entries(versions)) expect(text).toContain(`${program} ${version}`);
  }
});
