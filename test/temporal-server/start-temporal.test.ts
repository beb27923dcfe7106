import { createServer } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { findFreePort } from '../../tools/programs/find-free-port';
import { findTemporal } from '../../tools/temporal-server/find-temporal';
import { startTemporal, type StartTemporalOptions, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { temporalTest as test } from '../support/temporal-test';
import { FakePrograms } from './fake-programs';

let binary: string;
let folder: string;
const started: TemporalServer[] = [];

beforeAll(async () => {
  binary = (await findTemporal()).path;
}, 900_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-server-test-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.kill()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: StartTemporalOptions = {}): Promise<TemporalServer> {
  const server = await startTemporal({ binary, ...options });
  started.push(server);
  return server;
}

async function withClient<T>(server: TemporalServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await use(new Client({ connection, namespace: server.namespace }));
  } finally {
    await connection.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a started server answers at once and serves its Web UI', async () => {
  const server = await start({ ui: true, searchAttributes: { ResourceType: 'Keyword' } });

  const attributes = await withClient(server, ({ connection }) =>
    connection.operatorService.listSearchAttributes({ namespace: server.namespace }),
  );
  expect(Object.keys(attributes.customAttributes)).toContain('ResourceType');

  const page = await fetch(server.uiUrl!);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('<html');
});

test('a stopped server leaves no process and a free port', async () => {
  const server = await start();
  expect(isAlive(server.pid)).toBe(true);

  await server.stop();

  expect(isAlive(server.pid)).toBe(false);
  const port = Number(server.address.split(':')[1]);
  expect(await findFreePort(port)).toBe(port);
});

test('two servers run side by side, each with its own workflows', async () => {
  const servers = await Promise.all([start(), start()]);

  const runs = await Promise.all(
    servers.map((server) =>
      withClient(server, (client) => client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'the-same' })),
    ),
  );
  expect(runs[0]?.firstExecutionRunId).not.toBe(runs[1]?.firstExecutionRunId);
});

test("the TEMPORAL_ variables of the person's own Temporal do not reach a server", async () => {
  const fakes = await FakePrograms.create();
  process.env['TEMPORAL_NAMESPACE'] = 'elsewhere';
  try {
    const tattling = await fakes.install(
      'temporal',
      `[ "$1" = --version ] || /usr/bin/env > "${folder}/environment"; exec "${binary}" "$@"`,
    );
    await start({ binary: tattling });

    const environment = await readFile(join(folder, 'environment'), 'utf8');
    expect(environment).toContain('PATH=');
    expect(environment).not.toMatch(/^TEMPORAL_/m);
  } finally {
    delete process.env['TEMPORAL_NAMESPACE'];
    await fakes.remove();
  }
});

test('with a database file a workflow survives SIGKILL of the server', async () => {
  const dbFilename = join(folder, 'new-folder', 'temporal.db');
  const first = await start({ dbFilename });
  await withClient(first, (client) => client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'kept' }));
  await first.kill('SIGKILL');
  expect(isAlive(first.pid)).toBe(false);

  const second = await start({ dbFilename, port: Number(first.address.split(':')[1]) });
  const description = await withClient(second, (client) => client.workflow.getHandle('kept').describe());

  expect(second.address).toBe(first.address);
  expect(description.status.name).toBe('RUNNING');
});

test('a wanted port that is taken is an error at once', async () => {
  const other = createServer();
  const port = await findFreePort();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  try {
    await expect(start({ port })).rejects.toThrow(`Port ${port} of 127.0.0.1 cannot be used`);
  } finally {
    other.close();
  }
});

test('a server that ends before it answers is an error with its last words', async () => {
  await expect(start({ dbFilename: folder })).rejects.toThrow(/ended before it answered\n.*Error/s);
});

/** Run a test with a Temporal CLI that is this script, except for its version. */
async function withFakeServer(script: string, use: (path: string) => Promise<void>): Promise<void> {
  const fakes = await FakePrograms.create();
  try {
    await use(await fakes.install('temporal', `[ "$1" = --version ] && exec "${binary}" --version; ${script}`));
  } finally {
    await fakes.remove();
  }
}

test('a server that ends before it answers is started again, on other ports', () =>
  withFakeServer(
    `[ -e "${folder}/tried" ] && exec "${binary}" "$@"
     : > "${folder}/tried"; echo "panic: failed assigning ephemeral port"; exit 2`,
    async (unlucky) => {
      const server = await start({ binary: unlucky });
      expect(isAlive(server.pid)).toBe(true);
    },
  ));

test('a panic is reported by its reason, without the stack trace', () =>
  withFakeServer(`printf 'panic: no ports left\\n\\ngoroutine 1 [running]:\\nmain.main()\\n'; exit 2`, async (broken) => {
    const message = await start({ binary: broken }).catch((error: unknown) => (error as Error).message);
    expect(message).toBe(`Starting a Temporal server with ${broken}: it ended before it answered\npanic: no ports left`);
  }));
