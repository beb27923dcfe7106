import { daysIn, spell } from '../../chaos/calendar';
import { describeScenario } from '../../chaos/describe-scenario';
import { scenarioOf } from '../../chaos/generate/generate-scenario';
import { times } from '../../chaos/random';

const SCENARIOS = times(300, (index) => scenarioOf(index + 1));

test('a seed draws the same scenario again, and another seed another one', () => {
  expect(scenarioOf(7)).toEqual(scenarioOf(7));
  expect(new Set(SCENARIOS.map((scenario) => JSON.stringify({ ...scenario, seed: 0 }))).size).toBe(300);
});

test('no two exports of a scenario have the same id', () => {
  for (const { exports } of SCENARIOS) {
    const ids = exports.map(({ resourceType, range }) => `${resourceType} ${spell(range)}`);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('every range has days, and the days that do something are among those wanted', () => {
  for (const { exports, foreignJobs, fates } of SCENARIOS) {
    for (const { range } of [...exports, ...foreignJobs]) expect(daysIn(range).length).toBeGreaterThan(0);
    const requested = new Set(exports.flatMap(({ resourceType, range }) => daysIn(range).map((day) => `${resourceType} ${day}`)));
    for (const { resourceType, day } of fates) expect(requested).toContain(`${resourceType} ${day}`);
  }
});

test('whoever is paused is resumed', () => {
  for (const { events } of SCENARIOS) {
    for (const { actions } of events.filter((event) => event.actions[0]?.action === 'pause')) {
      expect(actions.at(-1)).toEqual({ action: 'resume', of: actions[0] && 'of' in actions[0] ? actions[0].of : NaN });
    }
  }
});

test.each([
  'killWorker',
  'killTemporal',
  'cut',
  'outage',
  'advance',
  'deleteJob',
  'forgetJob',
  'spendQuota',
  'foreignJob',
  'pause',
  'change',
  'cancel',
  'resubmit',
])('%s is done in some of three hundred scenarios', (action) => {
  const done = SCENARIOS.filter(({ events }) => events.some(({ actions }) => actions.some((other) => other.action === action)));
  expect(done.length).toBeGreaterThan(10);
});

test('half of the exports are delivered, and three of four are followed', () => {
  const exports = SCENARIOS.flatMap((scenario) => scenario.exports);
  const followed = SCENARIOS.flatMap(({ followers }) => followers);
  expect(exports.filter(({ isArchived }) => isArchived).length / exports.length).toBeCloseTo(0.5, 1);
  expect(followed.filter(({ by }) => by === 'process').length / exports.length).toBeCloseTo(0.5, 1);
  expect(followed.filter(({ by }) => by === 'queries').length / exports.length).toBeCloseTo(0.5, 1);
});

test('downloads are disturbed only where files are delivered', () => {
  for (const { exports, faults } of SCENARIOS) {
    const isDisturbed = faults.some(({ on }) => on === 'file' || on === 'day');
    if (isDisturbed) expect(exports.some(({ isArchived }) => isArchived)).toBe(true);
  }
  const disturbed = SCENARIOS.filter(({ faults }) => faults.some(({ on }) => on === 'file'));
  expect(disturbed.length).toBeGreaterThan(100);
});

test('a scenario is told in sentences', () => {
  for (const scenario of SCENARIOS) {
    const lines = describeScenario(scenario);
    expect(lines.filter((line) => !/[.:]$/.test(line) || line.includes('[object'))).toEqual([]);
  }
});
