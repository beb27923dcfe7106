import { PassThrough } from 'node:stream';
import { progressDisplayOn } from '../../../src/cli/output/progress-display';
import type { ExportState } from '../../../src/client/exports/export-state';

const NONE = { planned: 0, submitted: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };

function state(exported: number, more: Partial<ExportState> = {}): ExportState {
  const days = { ...NONE, total: 40, exported, submitted: 40 - exported };
  const counts = { missing: [], requestedDays: 40, submissions: 1, adoptedDays: 0, unnamedDays: 0 };
  return { workflowId: 'export', state: 'running', progress: { days, ...counts, waitingFor: 'Waiting for 1 open job.' }, ...more };
}

/** What a display writes when it shows some states, one after the other. */
function shown(isTTY: boolean, states: ExportState[]): string {
  const out = Object.assign(new PassThrough(), { isTTY, columns: 80, rows: 24 });
  const display = progressDisplayOn(out as unknown as NodeJS.WriteStream);
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
