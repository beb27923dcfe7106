import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../tools/programs/find-free-port';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { KEY, withReceiver } from '../notify/support/receiver';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

let temporal: TemporalServer;
let folder = '';
beforeAll(async () => {
  temporal = await startTemporal();
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-notify-'));
});
afterAll(async () => {
  await temporal.stop();
  await rm(folder, { recursive: true });
});

async function withWorker(
  yaml: string,
  environment: Record<string, string>,
  use: (settings: Record<string, string>) => Promise<void>,
) {
  await withSimulator(async ({ origin }) => {
    const path = join(folder, 'notify.yaml');
    await writeFile(path, yaml);
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
    const port = String(await findFreePort());
    const own = { ...workerSettings(origin), ...environment, DAYHAUL_NOTIFY: path, DAYHAUL_HEALTH: port };
    const worker = await start('worker', [], { ...settings, ...own });
    await eventually(
      () =>
        fetch(`http://127.0.0.1:${port}/healthz/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      Boolean,
    );
    try {
      await use(settings);
    } finally {
      await worker.stop();
      expect(worker.stderr()).not.toContain('canary');
    }
  });
}

const TWO = `
allowPrivate: true
targets:
  - { kind: webhook, name: pager, url: 'env:PAGER', secret: 'env:PAGER_KEY' }
  - { kind: slack, name: chat, url: 'env:CHAT' }
`;

test('notify test says of each target what happened', () =>
  withReceiver((pager) =>
    withReceiver((chat) =>
      withWorker(TWO, { PAGER: pager.url, PAGER_KEY: KEY, CHAT: chat.url }, async (settings) => {
        const well = await starter('notify test', settings);
        expect(well).toMatchObject({ exitCode: 0, stdout: '✓ pager (webhook): accepted\n✓ chat (slack): accepted\n' });
        expect(pager.messages()).toMatchObject([{ type: 'test', data: { account: settings['DAYHAUL_ACCOUNT'], ok: true } }]);

        chat.answersWith(500);
        const failing = await starter('notify test --json', settings);
        expect(failing.exitCode).toBe(1);
        expect(JSON.parse(failing.stdout)).toEqual({
          targets: [
            { target: 'pager', kind: 'webhook' },
            { target: 'chat', kind: 'slack', problem: 'The target answered 500.' },
          ],
        });
        expect(failing.stdout + failing.stderr).not.toContain('canary');
      }),
    ),
  ));

test('notify test without targets, or without a worker, fails with what to do', () =>
  withWorker('targets: []', {}, async (settings) => {
    const none = await starter('notify test', settings);
    expect(none).toMatchObject({
      exitCode: 1,
      stdout: 'The worker has no targets. Set DAYHAUL_NOTIFY on the worker, and restart it.\n',
    });
    const nowhere = await starter('notify test --account elsewhere', settings);
    expect(nowhere.exitCode).toBe(1);
    expect(nowhere.stderr).toContain('No worker is polling task queue dayhaul-elsewhere');
  }));

test('a worker with a wrong file does not start, and names every problem without a secret', () =>
  withSimulator(async ({ origin }) => {
    const path = join(folder, 'wrong.yaml');
    await writeFile(path, 'targets:\n  - { kind: slack, url: https://hooks.slack.com/canary, events: [everything] }\n');
    const worker = await start('worker', ['--check-settings'], { ...workerSettings(origin), DAYHAUL_NOTIFY: path });
    expect(await worker.exit).toBe(2);
    expect(worker.stderr()).toContain('targets[0].url must be a reference');
    expect(worker.stderr()).toContain('targets[0].events[0] "everything" is unknown');
    expect(worker.stderr()).not.toContain('canary');
  }));
