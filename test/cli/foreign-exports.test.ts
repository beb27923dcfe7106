import { Client, Connection } from '@temporalio/client';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually } from '../support/export-bench';
import { starter } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';

let temporal: TemporalServer;
let connection: Connection;

beforeAll(async () => {
  temporal = await startTemporal();
  connection = await Connection.connect({ address: temporal.address });
});
afterAll(async () => {
  await connection.close();
  await temporal.stop();
});

/** A client whose payloads nobody else can read. */
function encryptingClient(): Client {
  const encrypted = { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('secret') };
  const codec = {
    encode: (payloads: readonly unknown[]) => Promise.resolve(payloads.map(() => encrypted)),
    decode: (payloads: never[]) => Promise.resolve(payloads),
  };
  return new Client({ connection, dataConverter: { payloadCodecs: [codec] } });
}

test('list and status show exports of other clients: with an encrypted, a missing or a strange memo', async () => {
  const start = (client: Client, workflowId: string, memo?: Record<string, unknown>) =>
    client.workflow.start('exportDayRange', {
      workflowId,
      taskQueue: 'of-another-team',
      args: [{ account: 'x' }],
      ...(memo && { memo }),
    });
  const plain = new Client({ connection });
  await start(encryptingClient(), 'encrypted', { resourceType: 'Messages', range: {}, options: {} });
  await start(plain, 'without-memo');
  await start(plain, 'strange', { resourceType: 7, range: { startDay: 'x' }, options: { openJobs: null } });
  const ended = await start(plain, 'ended', { range: null });
  await ended.terminate();

  const settings = { TEMPORAL_ADDRESS: temporal.address };
  const listed = await eventually(
    () => starter('list --json', settings),
    ({ exitCode, stdout }) => exitCode !== 0 || (JSON.parse(stdout) as unknown[]).length === 4,
  );
  expect(listed.stderr).toBe('');
  expect(JSON.parse(listed.stdout)).toContainEqual(expect.objectContaining({ workflowId: 'encrypted', state: 'running' }));
  for (const workflowId of ['encrypted', 'without-memo', 'strange', 'ended']) {
    expect(await starter(`status ${workflowId}`, settings)).toMatchObject({ exitCode: 0, stderr: '' });
  }
});
