import { createServer, type Http2Server } from 'node:http2';
import { createServer as createTcpServer } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { describeFailure } from '../../src/client/failures/describe-failure';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { findFreePort } from '../../tools/programs/find-free-port';
import { rowsBelow } from '../docs/support/pages';
import { starter } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';

const PAGE = 'docs/errors.md';
const EXPORT = 'export-default-Messages-2024-03-01..2024-03-02';

/** A message of gRPC without a field. */
const EMPTY_MESSAGE = Buffer.alloc(5);

/** A server of gRPC that refuses all requests with a code; the request of a new connection only if `fromTheFirst`. */
async function serverThatRefuses(code: number, fromTheFirst: boolean): Promise<Http2Server> {
  const server = createServer().on('stream', (stream, { ':path': path = '' }) => {
    const answer = { ':status': 200, 'content-type': 'application/grpc' };
    if (path.endsWith('/GetSystemInfo') && !fromTheFirst) {
      stream.respond(answer, { waitForTrailers: true });
      stream.on('wantTrailers', () => {
        stream.sendTrailers({ 'grpc-status': '0' });
      });
      stream.end(EMPTY_MESSAGE);
    } else {
      stream.respond({ ...answer, 'grpc-status': String(code), 'grpc-message': 'because.' }, { endStream: true });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

let temporal: TemporalServer;
let connection: Connection;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-errors-'));
  temporal = await startTemporal();
  connection = await Connection.connect({ address: temporal.address });
  const { workflow } = new Client({ connection });
  const begin = (type: string, workflowId: string) => workflow.start(type, { workflowId, taskQueue: 'dayhaul-default' });
  await begin('checkWorker', 'doctor-default');
  await begin('dayQuota', 'day-quota-default');
  await begin('exportDayRange', EXPORT);
  await (await begin('exportDayRange', 'ended')).terminate();
});
afterAll(async () => {
  await connection.close();
  await temporal.stop();
  await rm(folder, { recursive: true });
});

type Settings = Readonly<Record<string, string>>;

const here = (): Settings => ({ TEMPORAL_ADDRESS: temporal.address });
const asked = (command: string, settings: Settings = {}) => starter(command, { ...here(), ...settings });

async function refused(code: number, fromTheFirst = false) {
  const server = await serverThatRefuses(code, fromTheFirst);
  const { port } = server.address() as { port: number };
  try {
    return await starter('list', { TEMPORAL_ADDRESS: `127.0.0.1:${port}` });
  } finally {
    server.close();
  }
}

/** What a command says about a code that the client retries for long. */
function said(code: number) {
  const error = Object.assign(new Error(), { code, details: 'because.', metadata: {} });
  return Promise.resolve({ exitCode: 1, stdout: '', stderr: `Error: ${describeFailure(error)}` });
}

/** A port that accepts connections and never answers, as one does that expects TLS. */
async function silent(settings: Settings) {
  const server = createTcpServer((socket) => socket.on('error', () => undefined));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  const answer = await starter('list', { TEMPORAL_ADDRESS: `127.0.0.1:${port}`, ...settings });
  server.close();
  return answer;
}

const SITUATIONS: Readonly<Record<string, () => ReturnType<typeof starter>>> = {
  'The id is that of another workflow': () => asked('status doctor-default'),
  'The id is that of a quota': () => asked('pause day-quota-default'),
  'There is no such workflow': () => asked('status nothing'),
  'The export has ended': () => asked('pause ended'),
  'No worker serves the export': () => asked(`pause ${EXPORT}`),
  'There is no such schedule': () => asked('schedule show Messages'),
  'Nothing listens at the address': async () => starter('list', { TEMPORAL_ADDRESS: `127.0.0.1:${await findFreePort()}` }),
  'The host is unknown': () => starter('list', { TEMPORAL_ADDRESS: 'no-such-host.invalid:7233' }),
  'The server uses TLS, the command does not': () => silent({}),
  'The command uses TLS, the server does not': () => asked('list', { TEMPORAL_TLS: 'true' }),
  'The address is not that of a Temporal server': () => refused(12),
  'The key or certificate is not accepted': () => refused(16, true),
  'The namespace does not exist': () => asked('list', { TEMPORAL_NAMESPACE: 'nothing' }),
  'The profile does not exist': () => asked('list', { TEMPORAL_PROFILE: 'nothing' }),
  'A certificate file is missing': () =>
    asked('list', { TEMPORAL_TLS_CLIENT_CERT_PATH: '/nothing.pem', TEMPORAL_TLS_CLIENT_KEY_PATH: '/nothing.key' }),
  'The configuration file is invalid': async () => {
    const path = join(folder, 'temporal.toml');
    await writeFile(path, '{}');
    return asked('list', { TEMPORAL_CONFIG_FILE: path });
  },
  'The server is overloaded': () => said(8),
  'The server stops answering': () => said(14),
  'The server rejects the request': () => refused(3),
};

const ROWS = ['## The workflow id', '## The connection to Temporal'].flatMap((heading) => rowsBelow(PAGE, heading));

test('each row of the page has a situation here, and no other', () => {
  expect(ROWS.map(([situation]) => situation).sort()).toEqual(Object.keys(SITUATIONS).sort());
});

test.each(ROWS)('%s: says %s', async (situation = '', message = '') => {
  const { exitCode, stdout, stderr } = await SITUATIONS[situation]!();

  const pattern = message
    .replaceAll('`', '')
    .replaceAll(/[.*()]/g, '\\$&')
    .replaceAll('…', '.+');
  expect(stderr).toMatch(new RegExp(`^Error: ${pattern}`, 'm'));
  expect(stderr).not.toMatch(/\n {4}at |\.\.$/m);
  expect([exitCode, stdout]).toEqual([1, '']);
});

const COMMANDS = ['watch', 'pause', 'resume', 'change --open-jobs 2', 'resubmit', 'cancel --yes'];

test.each(COMMANDS)('%s takes exports only', async (command) => {
  const [name = '', ...options] = command.split(' ');
  const { exitCode, stderr } = await asked([name, 'doctor-default', ...options].join(' '));
  expect(stderr).toMatch(/^Error: doctor-default is not an export/);
  expect(exitCode).toBe(1);
});

const NEEDING_TEMPORAL = [
  ...['quota show', 'quota close --yes', 'schedule list', 'schedule show Messages', 'setup', `status ${EXPORT}`],
  ...[`pause ${EXPORT}`, `cancel ${EXPORT} --yes`, `resubmit ${EXPORT}`, 'export --resource-type Messages --last 3d'],
];

test.each(NEEDING_TEMPORAL)('%s names a namespace that does not exist', async (command) => {
  const { exitCode, stdout, stderr } = await asked(command, { TEMPORAL_NAMESPACE: 'nothing' });
  expect(stderr).toMatch(/^Error: Namespace nothing not found at /);
  expect([exitCode, stdout]).toEqual([1, '']);
});

test('an error of another kind is a bug', () => {
  expect(describeFailure(new TypeError('x is undefined'))).toBeUndefined();
});
