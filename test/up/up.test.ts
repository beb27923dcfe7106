import { execFileSync, spawnSync } from 'node:child_process';
import { createSecretKey, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { createServer } from 'node:net';
import { Connection } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { EncryptionCodec } from '../../src/codec/encryption-codec';
import { eventually } from '../support/export-bench';
import { workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { newPlace, startUp, untilUp } from './support/start-up';

const { Payloads } = temporal.api.common.v1;

test('closed exports are kept for 90 days, in a folder accessible to its owner only', async () => {
  const place = await newPlace();
  const said = await untilUp(await startUp(place, { ...workerSettings('http://127.0.0.1:1'), DAYHAUL_METRICS: '0.0.0.0:19464' }));
  expect(said).toContain('Metrics      http://0.0.0.0:19464/metrics');
  expect(said).not.toContain('Health ');
  expect(said).toContain('closed exports are kept for 90 days');
  expect(said).toContain(`http://127.0.0.1:${place.uiPort}`);
  expect(said).toContain(`TEMPORAL_ADDRESS=127.0.0.1:${place.port}`);

  const connection = await Connection.connect({ address: `127.0.0.1:${place.port}` });
  const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
  await connection.close();
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 86_400);
  expect(statSync(place.folder).mode & 0o777).toBe(0o700);
});

test('before a build, missing settings are named', () => {
  const check = (env: NodeJS.ProcessEnv) => spawnSync(process.execPath, ['up/check-settings.mjs'], { env, encoding: 'utf8' });
  const missing = check({});
  expect(missing.stderr).toContain(
    'Missing settings: TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET).',
  );
  expect(missing.status).toBe(1);
  expect(check({ ...workerSettings('http://127.0.0.1:1') })).toMatchObject({ status: 0, stderr: '' });
});

test('with invalid settings, nothing is started', async () => {
  const program = await startUp(await newPlace(), { TWILIO_ACCOUNT_SID: 'nobody' });
  expect(await program.exit).toBe(1);
  expect(program.stdout()).toBe('');
});

test('a port that is in use is reported', async () => {
  const place = await newPlace();
  const squatter = createServer().listen(place.port, '127.0.0.1');
  const program = await startUp(place, workerSettings('http://127.0.0.1:1'));
  expect(await program.exit).toBe(1);
  expect(program.stderr()).toContain(`Port ${place.port} of 127.0.0.1 cannot be used`);
  squatter.close();
});

test('a folder that is in use is left unchanged', async () => {
  const place = await newPlace();
  await untilUp(await startUp(place, workerSettings('http://127.0.0.1:1')));
  const second = await startUp({ ...(await newPlace()), folder: place.folder }, workerSettings('http://127.0.0.1:1'));
  expect(await second.exit).toBe(1);
  expect(second.stderr()).toContain('is in use by another "dayhaul up"');
});

test('a worker that dies is restarted, and TEMPORAL_ADDRESS is ignored', async () => {
  const place = await newPlace();
  const settings = { ...workerSettings('http://127.0.0.1:1'), TEMPORAL_ADDRESS: '127.0.0.1:1' };
  const program = await startUp(place, settings);
  expect(await untilUp(program)).toContain('TEMPORAL_ADDRESS is ignored');
  await eventually(
    () => program.stderr(),
    (text) => text.includes('Worker for account'),
  );
  const workerPid = Number(execFileSync('pgrep', ['-P', String(program.pid), '-f', 'worker.js']));
  process.kill(workerPid, 'SIGKILL');
  await eventually(
    () => program.stderr(),
    (text) => text.includes('The worker exited unexpectedly') && (text.match(/Worker for account/g)?.length ?? 0) === 2,
  );
});

test('with keys, the UI decrypts by a codec server', async () => {
  const place = await newPlace();
  const key = randomBytes(32);
  const keys = { DAYHAUL_CODEC_KEYS: 'november:env:KEY', KEY: key.toString('base64') };
  const said = await untilUp(await startUp(place, { ...workerSettings('http://127.0.0.1:1'), ...keys }));
  const endpoint = `http://localhost:${place.codecPort}`;
  expect(said).toContain(`Codec        ${endpoint} (decrypts for the UI)`);
  const settings = await (await fetch(`http://127.0.0.1:${place.uiPort}/api/v1/settings`)).json();
  expect(settings).toMatchObject({ Codec: { Endpoint: endpoint } });

  const codec = new EncryptionCodec(new Map([['november', createSecretKey(key)]]));
  const payloads = await codec.encode([defaultPayloadConverter.toPayload('a job')]);
  const body = JSON.stringify(Payloads.toObject(Payloads.create({ payloads }), { bytes: String }));
  const headers = { Origin: `http://127.0.0.1:${place.uiPort}`, 'Content-Type': 'application/json' };
  const answer = await fetch(`${endpoint}/decode`, { method: 'POST', headers, body });
  const decoded = Payloads.fromObject((await answer.json()) as object).payloads;
  expect(decoded.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual(['a job']);

  const second = await startUp(
    { ...(await newPlace()), codecPort: place.codecPort },
    { ...workerSettings('http://127.0.0.1:1'), ...keys },
  );
  expect(await second.exit).toBe(1);
  expect(second.stderr()).toContain('--codec-port: ');
});
