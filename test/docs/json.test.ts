import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';
import { readPage } from './support/pages';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';

const SECTIONS = readFileSync(join(__dirname, '../../docs/json.md'), 'utf8').split('\n## ');

let temporal: TemporalServer;
beforeAll(async () => {
  temporal = await startTemporal();
});
afterAll(() => temporal.stop());

/** The fields that the section of a command names. */
function fieldsOf(command: string): Set<string> {
  const section = SECTIONS.find((each) => each.split('\n')[0]?.includes(`\`${command}\``)) ?? '';
  return new Set([...section.matchAll(/`([A-Za-z]+)`/g)].map(([, field = '']) => field));
}

test('every field that a command prints as JSON is documented', () =>
  withSimulator(async (simulator) => {
    const folder = await mkdtemp(join(tmpdir(), 'dayhaul-json-'));
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
    const worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin), DAYHAUL_QUOTA_DAYS: '366' });
    simulator.day('2024-03-02').failsForEver();
    const days = '--resource-type Messages --from 2024-03-01 --to 2024-03-03';
    const archive = join(folder, 'archive');
    const config = join(folder, 'dayhaul.yaml');
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(readPage('docs/many-accounts.md')) ?? [];
    await writeFile(config, example);
    const forecastConfig = join(folder, 'forecast.yaml');
    await writeFile(forecastConfig, example.replace(/ +archive:.*\n/, ''));
    const exportCommand = `export ${days} --archive ${archive} --max-attempts 1 --poll-min 50ms --poll-max 250ms --ambiguity-wait 300ms`;
    try {
      const ask = async (command: string) => {
        const { stdout, stderr } = await starter(`${command} --json`, settings);
        if (stdout === '') throw new Error(`${command}: ${stderr}`);
        return JSON.parse(stdout) as Record<string, unknown> | Record<string, unknown>[];
      };
      const { workflowId } = (await ask(`${exportCommand} --follow`)) as { workflowId: string };
      const [job] = (await ask('jobs list --resource-type Messages')) as [{ jobSid: string }];
      for (const [section, command] of [
        ['jobs show', `jobs show ${job.jobSid}`],
        ['jobs delete', `jobs delete ${job.jobSid} --yes`],
        ['export', `export ${days} --plan`],
        ['export', exportCommand],
        ['status', `status ${workflowId}`],
        ['watch', `watch ${workflowId}`],
        ['list', 'list'],
        ['jobs list', 'jobs list --resource-type Messages'],
        ['days list', 'days list --resource-type Messages'],
        ['accounts list', `accounts list --config ${config}`],
        ['accounts check', `accounts check --config ${config}`],
        ['group forecast', `group forecast acme --config ${forecastConfig}`],
        ['quota', 'quota show'],
        ['quota', 'quota limit 300'],
        ['schedule create', `schedule create --resource-type Calls`],
        ['schedule show', 'schedule show Calls'],
        ['schedule list', 'schedule list'],
        ['schedule list', 'schedule pause Calls'],
        ['schedule list', 'schedule trigger Calls'],
        ['schedule list', 'schedule delete Calls --yes'],
        ['verify', `verify --archive ${archive}`],
        ['freshness', `freshness --archive ${archive} --resource-type Messages`],
        ['doctor', 'doctor'],
        ['setup', 'setup'],
      ] as const) {
        const printed = await ask(command);
        const objects = Array.isArray(printed) ? printed : [printed];
        expect(objects.length).toBeGreaterThan(0);
        const fields = new Set(objects.flatMap((each) => Object.keys(each)));
        expect(fields.size).toBeGreaterThan(1);
        expect({ command, undocumented: [...fields].filter((field) => !fieldsOf(section).has(field)) }).toEqual({
          command,
          undocumented: [],
        });
      }
    } finally {
      await worker.stop();
      await rm(folder, { recursive: true });
    }
  }));
