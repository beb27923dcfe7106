import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { answer, cutAfter, notJson } from '../../simulator/faults/fault';
import { findFreePort } from '../../tools/programs/find-free-port';
import { startTemporal } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const { accountSid } = SIMULATED_ACCOUNT;
const TOKEN = 'canary/token+7f3bd1c95a';
const S3_SECRET = 'canary/bucket+0e44a6d2b8';
const LINK = 'canarylink5c7719ee02';
const NOTIFY_PATH = 'canary-hook-91b7e2aa40';
const NOTIFY_KEY = Buffer.from('canary key of webhooks 0123456789').toString('base64');
const BASIC = Buffer.from(`${accountSid}:${TOKEN}`).toString('base64');

/** Every form in which one of the secrets might be written down. */
const SECRETS = [TOKEN, S3_SECRET, LINK, BASIC, NOTIFY_PATH, NOTIFY_KEY].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('hex'),
]);
const NOTIFY_FILE = `
allowPrivate: true
targets: [{ kind: webhook, url: 'env:HOOK_URL', secret: 'env:HOOK_KEY' }, { kind: slack, url: 'env:HOOK_URL' }]
heartbeatUrl: env:HOOK_URL
`;
const ECHO = { code: 20001, message: `You sent ${BASIC}, which is ${TOKEN}.`, detail: TOKEN };

const QUICK = '--poll-min 50ms --poll-max 250ms --resubmit-after 100ms --ambiguity-wait 500ms --days-per-chunk 7 --max-attempts 1';

/** All that is in the files below a folder, as it is and unpacked, each with its name. */
async function filesBelow(folder: string): Promise<[string, Buffer][]> {
  const found: [string, Buffer][] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    const bytes = await readFile(path);
    found.push([path, bytes], [`the name ${path}`, Buffer.from(path)]);
    if (path.endsWith('.gz')) found.push([`${path}, unpacked`, gunzipSync(bytes)]);
  }
  return found;
}

function expectNoSecret(places: readonly (readonly [string, string | Buffer])[]): void {
  const leaks = places.flatMap(([place, content]) =>
    SECRETS.filter((secret) => content.includes(secret)).map((secret) => `${place}: ${secret}`),
  );
  expect(leaks).toEqual([]);
}

test('after every kind of failure, no secret is in a history, log, metric, answer, process title or file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-canary-'));
  const temporal = await startTemporal({ dbFilename: join(folder, 'temporal.db') });
  const messages: string[] = [];
  const hook = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      messages.push(body);
      response.writeHead(messages.length === 1 ? 500 : 204).end(ECHO.message);
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  try {
    await withSimulator({ accounts: [{ accountSid, authToken: TOKEN }] }, async (simulator) => {
      const { plan } = simulator.faults;
      for (const status of [401, 403, 400, 429, 500, 503]) {
        plan({ on: 'list', times: 1, does: answer({ status, body: ECHO }) });
      }
      plan({ on: 'list', does: notJson() });
      plan({ on: 'create', does: answer({ status: 500, body: ECHO }) });
      plan({ on: 'create', after: 1, does: cutAfter() });
      plan({ on: 'days', does: answer({ status: 500, body: ECHO }) });
      const forbidden = `https://elsewhere.example.com/file?X-Amz-Signature=${LINK}`;
      const redirect = { status: 307, body: { redirect_to: forbidden }, headers: { Location: forbidden } };
      plan({ on: 'day', does: answer(redirect) });
      plan({ on: 'day', after: 1, does: answer({ status: 403, body: ECHO }) });
      plan({ on: 'file', does: answer({ status: 403, body: `<Error>${LINK} ${TOKEN}</Error>` }) });
      simulator.day('2024-03-05').failsForEver();

      const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
      const secrets = { ...workerSettings(simulator.origin, TOKEN), AWS_ACCESS_KEY_ID: 'canary', AWS_SECRET_ACCESS_KEY: S3_SECRET };
      await writeFile(join(folder, 'notify.yaml'), NOTIFY_FILE);
      const hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/${NOTIFY_PATH}`;
      const notify = { DAYHAUL_NOTIFY: join(folder, 'notify.yaml'), HOOK_URL: hookUrl, HOOK_KEY: `whsec_${NOTIFY_KEY}` };
      const [healthPort, metricsPort] = [await findFreePort(), await findFreePort()];
      const worker = await start('worker', [], {
        ...settings,
        ...secrets,
        ...notify,
        DAYHAUL_HEALTH: String(healthPort),
        DAYHAUL_METRICS: String(metricsPort),
        DAYHAUL_LOG: 'json',
      });
      const say = (command: string) => starter(command, { ...settings, ...secrets });
      const archive = join(folder, 'archive');
      const command = `export --resource-type Messages --from 2024-03-01 --to 2024-03-14 --archive ${archive} ${QUICK}`;
      const followed = await say(`${command} --follow`);
      expect(followed.stdout).toContain('Missing: 2024-03-05');

      const answers = [followed];
      for (const command of ['list', 'list --json', 'quota show', 'doctor', 'notify test', `verify --archive ${archive}`]) {
        answers.push(await say(command));
      }
      const id = /^Workflow +(\S+)$/m.exec(followed.stdout)?.[1] ?? '';
      answers.push(await say(`status ${id}`), await say(`status ${id} --json`));
      await eventually(() => messages.some((message) => message.includes('2024-03-05')), Boolean);
      const title = execFileSync('ps', ['-o', 'args=', '-p', String(worker.pid)]);
      const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      const health = await (await fetch(`http://127.0.0.1:${healthPort}/healthz`)).text();
      await worker.stop();
      await temporal.stop();

      const files = await filesBelow(folder);
      const database = files.filter(([name]) => name.includes('temporal.db'));
      expect(database.some(([, bytes]) => bytes.includes('You sent'))).toBe(true); // the echo is there, without its secrets
      expect(worker.stderr()).toContain('You sent');
      const records = files
        .filter(([name]) => name.includes('unpacked'))
        .flatMap(([, bytes]) => [...bytes.toString().matchAll(/"(?:sid|from|to|body)":"([^"]{6,})"/g)]);
      expect(records.length).toBeGreaterThan(10);
      expect(records.filter(([, value = '']) => messages.join().includes(value))).toEqual([]);
      expectNoSecret([
        ...answers.flatMap(({ stdout, stderr }) => [['an answer', stdout] as const, ['a complaint', stderr] as const]),
        ['the log', worker.stderr() + worker.stdout()],
        ['the metrics', metrics],
        ['/healthz', health],
        ['the process title', title],
        ...messages.map((message) => ['a notification', message] as const),
        ...files,
      ]);
    });
  } finally {
    hook.close();
    await temporal.stop();
    await rm(folder, { recursive: true });
  }
});
