import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAILURE } from '../../src/contract/failure-types';
import { codesIn, ROOT, rowsBelow } from './support/pages';

const PAGE = 'docs/operations.md';

function firstColumn(heading: string): string[] {
  return rowsBelow(PAGE, heading).flatMap(([names = '']) => codesIn(names));
}

test('each type of failure is in a table, and no other', () => {
  const waits: string[] = [FAILURE.notYetFinal, FAILURE.notYetTime];
  const documented = [...firstColumn('## Errors of pending activities'), ...firstColumn('## Failed exports')];
  const actual = Object.values(FAILURE).filter((type) => !waits.includes(type));
  expect(documented.sort()).toEqual([...actual].sort());
});

test('each metric is in the table of metrics, and no other', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const actual = files
    .filter((file) => file.endsWith('metrics.ts'))
    .flatMap((file) => [...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(/'(dayhaul_[a-z_]+)'/g)])
    .map(([, name = '']) => name);
  const documented = firstColumn('## Monitoring').map((name) => name.replace(/_total$/, ''));
  expect(actual.length).toBeGreaterThan(5);
  expect(documented.sort()).toEqual([...new Set(actual)].sort());
});

test('each alert is in the table of alerts, and its runbook is the section that the table links to', () => {
  const rules = readFileSync(join(ROOT, 'deploy/prometheus/alerts.yaml'), 'utf8');
  const alerts = [...rules.matchAll(/- alert: (\w+)$[^]*?runbook: docs\/operations\.md(#\S+)$/gm)].map(([, name, anchor]) => [
    name,
    anchor,
  ]);
  const documented = rowsBelow(PAGE, '## Alerts and dashboard').map(([name = '', , advice = '']) => [
    ...codesIn(name),
    /\((#[^)]+)\)/.exec(advice)?.[1],
  ]);
  expect(alerts.length).toBeGreaterThan(10);
  expect(documented).toEqual(alerts);
});
