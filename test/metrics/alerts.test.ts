import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promtool } from './support/promtool';

jest.setTimeout(15 * 60_000); // promtool may have to be built first

const RULES = join(__dirname, '../../deploy/prometheus/alerts.yaml');
const CASES = join(__dirname, 'alerts.promtool.yaml');

test('promtool accepts the rules, and each alert fires and stays quiet as its cases say', async () => {
  for (const args of [
    ['check', 'rules', '--lint=all', '--lint-fatal', RULES],
    ['test', 'rules', CASES],
  ]) {
    const run = await promtool(args);
    if (run) expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  }
});

test('each alert has a case in which it fires, and one in which it does not', async () => {
  const alerts = [...(await readFile(RULES, 'utf8')).matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  expect(alerts.length).toBeGreaterThan(10);
  const cases = await readFile(CASES, 'utf8');
  for (const alert of alerts) {
    expect(cases).toMatch(new RegExp(`eval_time: \\w+, alertname: ${alert}, exp_alerts: \\[\\] }`));
    expect(cases).toMatch(new RegExp(`alertname: ${alert}\\n +exp_alerts:\\n +- exp_labels`));
  }
});
