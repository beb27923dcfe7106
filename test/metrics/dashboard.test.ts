import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { answer } from '../../simulator/faults/fault';
import { startPrometheus, type Prometheus } from '../../tools/prometheus/start-prometheus';
import { findFreePort } from '../../tools/programs/find-free-port';
import type { Program } from '../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { withSimulator } from '../support/with-simulator';
import { orSkipped } from './support/promtool';

jest.setTimeout(15 * 60_000); // Prometheus may have to be built first

const QUICK = '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms --resubmit-after 100ms';

/** What Grafana needs of a dashboard with panels of these kinds. */
const panel = z.object({
  id: z.int(),
  title: z.string().min(1),
  gridPos: z.object({ x: z.int().min(0).max(23), y: z.int().min(0), w: z.int().min(1).max(24), h: z.int().min(1) }),
});
const row = panel.extend({ type: z.literal('row'), panels: z.tuple([]) });
const datasource = z.object({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
const chart = panel.extend({
  type: z.enum(['timeseries', 'stat', 'table']),
  description: z.string().min(1),
  datasource,
  fieldConfig: z.object({ defaults: z.object({ unit: z.string() }), overrides: z.array(z.unknown()) }),
  targets: z.array(z.object({ refId: z.string().length(1), datasource, expr: z.string().min(1), legendFormat: z.string() })).min(1),
});
const dashboard = z.object({
  title: z.literal('Dayhaul'),
  uid: z.string(),
  schemaVersion: z.int().min(36),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.enum(['datasource', 'query']), query: z.string() })) }),
  panels: z.array(z.discriminatedUnion('type', [row, chart])),
});

let temporal: TemporalServer;
let prometheus: Prometheus | undefined;
let worker: Program | undefined;
let archive = '';

beforeAll(async () => {
  temporal = await startTemporal();
  archive = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
});
afterAll(async () => {
  await worker?.stop();
  await prometheus?.stop();
  await temporal.stop();
  await rm(archive, { recursive: true });
});

async function readDashboard() {
  return dashboard.parse(JSON.parse(await readFile(join(__dirname, '../../deploy/grafana/dayhaul.json'), 'utf8')));
}

/** A query as Grafana sends it, with its variables replaced. */
function asPromQl(expression: string): string {
  return expression
    .replaceAll('$job', 'dayhaul')
    .replaceAll('$export', '.*')
    .replaceAll(/\$__(range|rate_interval)/g, '1m');
}

test('the dashboard has the form that Grafana imports: panels with an id of their own, side by side, and known variables', async () => {
  const { panels, templating } = await readDashboard();
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual([
    'Exports',
    'Quota',
    'Deliveries',
    'API calls',
    'Worker',
  ]);
  const variables = JSON.stringify(panels).match(/\$\{?(?!__)\w+/g) ?? [];
  const known = templating.list.map(({ name }) => name);
  expect([...new Set(variables.map((name) => name.replace(/\W+/, '')))].sort()).toEqual([...known].sort());
});

test('every query of the dashboard returns data during an export', () =>
  withSimulator(async (simulator) => {
    const account = newAccount();
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
    const port = await findFreePort();
    prometheus = await orSkipped('Prometheus', () => startPrometheus(`127.0.0.1:${port}`));
    if (!prometheus) return;
    const { query } = prometheus;
    worker = await start('worker', [], {
      ...settings,
      ...workerSettings(simulator.origin),
      DAYHAUL_METRICS: String(port),
      DAYHAUL_QUOTA_DAYS: '366',
    });
    await eventually(
      () => query('dayhaul_missing'),
      (series) => series.length > 0,
    );
    // Two files arrive, and the others stay at Twilio: the export does not end.
    simulator.faults.plan({ on: 'day', after: 2, times: 1_000_000, does: answer({ status: 404 }) });
    await starter(`export --resource-type Messages --from 2024-03-01 --to 2024-03-04 --archive ${archive} ${QUICK}`, settings);
    const { panels } = await readDashboard();
    const queries = panels.flatMap((each) =>
      each.type === 'row' ? [] : each.targets.map(({ expr }) => ({ title: each.title, expression: asPromQl(expr) })),
    );
    expect(queries.length).toBeGreaterThan(15);
    for (const { title, expression } of queries) {
      const series = await eventually(
        () => query(expression),
        (found) => found.length > 0,
      ).catch(() => []);
      expect({ title, expression, hasData: series.length > 0 }).toEqual({ title, expression, hasData: true });
    }
    simulator.faults.clear();
    await starter(`cancel export-${account}-Messages-2024-03-01..2024-03-04 --yes`, settings);
  }));
