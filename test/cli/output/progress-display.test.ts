import { PassThrough } from 'node:stream';
import { progressDisplayOn } from '../../../src/cli/output/progress-display';
import type { ExportState } from '../../../src/client/exports/export-state';
import { RESOURCE_TYPES } from '../../../src/domain/twilio/resource-type';

const NONE = { planned: 0, submitted: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };

function state(exported: number, more: Partial<ExportState> = {}): ExportState {
  const days = { ...NONE, total: 40, exported, submitted: 40 - exported };
  const counts = { missing: [], requestedDays: 40, submissions: 1, adoptedDays: 0, unnamedDays: 0 };
  return { workflowId: 'export', state: 'running', progress: { days, ...counts, waitingFor: 'Waiting for 1 open job.' }, ...more };
}

/** What a display writes when it shows some states, one after the other. */
function shown(isTTY: boolean, states: ExportState[], isShared = false): string {
  const out = Object.assign(new PassThrough(), { isTTY, columns: 80, rows: 24 });
  const display = progressDisplayOn(out as unknown as NodeJS.WriteStream, isShared);
  for (const each of states) display.show(each);
  return String(out.read() ?? '');
}

test('a terminal gets a bar that ends at the last state', () => {
  const text = shown(true, [state(10), state(40)]);

  expect(text).toMatch(/█+░+ {2}25 % {2}10 of 40 days exported/);
  expect(text).toContain('100 %  40 of 40 days exported');
});

test('a terminal shows each state in place of the one before, without colours', () => {
  const [first = '', second = ''] = shown(true, [state(10), state(40)]).split('\u001b[3A');
  expect(first.split('\n')).toHaveLength(4);
  expect(second.startsWith('\u001b[0J')).toBe(true);
  // eslint-disable-next-line no-control-regex -- the escape sequences of colours
  expect(first + second).not.toMatch(/\u001b\[[0-9;]*m/);
});

test('anything else gets a line per change, with the time', () => {
  const lines = shown(false, [state(10), state(10), state(40)])
    .trim()
    .split('\n');

  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^\d{4}-.*Z 10 of 40 days exported\. Waiting for 1 open job\.$/);
});

test('lines show a problem once while it lasts, and again when it returns', () => {
  const refused = (attempt: number) => state(10, { problem: `Refused (attempt ${attempt}).`, problemType: 'CredentialsRefused' });
  const text = shown(false, [refused(1), refused(2), state(10), refused(9)]);

  expect(text.match(/Refused/g)).toHaveLength(2);
});

const FOUR = RESOURCE_TYPES.map((resourceType) => state(10, { workflowId: `export-${resourceType}`, resourceType }));

test('several exports share a terminal, each below the one before, and never more than its rows', () => {
  const busy = FOUR.map((each) => ({ ...each, problem: 'A sentence that fills many rows. '.repeat(20) }));
  const drawings = shown(true, [...busy, ...busy], true).split('\u001b[0J');
  const last = drawings.at(-1)?.trimEnd().split('\n') ?? [];

  expect(last.filter((line) => line.startsWith('export-'))).toEqual(RESOURCE_TYPES.map((type) => `export-${type}  running`));
  expect(last.filter((line) => line.includes('10 of 40 days exported'))).toHaveLength(4);
  expect(last.length).toBeLessThan(24);
});

test('lines of several exports have the resource type, and show the changes of each', () => {
  const changed = state(40, { workflowId: 'export-Messages', resourceType: 'Messages' });
  const lines = shown(false, [...FOUR, ...FOUR, changed], true)
    .trim()
    .split('\n');

  expect(lines.map((line) => line.split(' ')[1])).toEqual([...RESOURCE_TYPES, 'Messages'].map((type) => `${type}:`));
});
