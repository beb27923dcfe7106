import { join } from 'node:path';
import { readPage, rowsBelow } from '../docs/support/pages';
import { SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes';
import { createAuthority, type Authority, type KeyPair } from '../support/certificates';
import { eventually } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { startTlsFrontend, type TlsFrontend, type TlsFrontendOptions } from '../support/tls-frontend';
import { useTemporal } from '../support/use-temporal';

type Settings = Readonly<Record<string, string>>;

const NAMES = 'DNS:localhost,IP:127.0.0.1';

/** The libraries under Temporal's clients know no authorities but those of these tests, whatever this machine is told. */
const NO_AUTHORITIES = {
  NODE_EXTRA_CA_CERTS: '',
  GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: '',
  SSL_CERT_FILE: '/dev/null',
  SSL_CERT_DIR: '/dev/null',
};

const server = useTemporal();
let authority: Authority;
let stranger: Authority;
let good: KeyPair;
let frontend: TlsFrontend | undefined;

beforeAll(async () => {
  [authority, stranger] = await Promise.all([createAuthority(), createAuthority()]);
  good = await authority.issue('good', NAMES);
  for (const { issue } of [authority, stranger]) await issue('client', 'DNS:client');
});
afterEach(() => frontend?.stop());
afterAll(() => Promise.all([authority.remove(), stranger.remove()]));

async function open(options: Partial<TlsFrontendOptions> = {}): Promise<TlsFrontend> {
  frontend = await startTlsFrontend(server().temporal.address, { server: good, ...options });
  return frontend;
}

function known(): Settings {
  return { ...NO_AUTHORITIES, TEMPORAL_TLS_SERVER_CA_CERT_PATH: join(authority.folder, 'ca.pem') };
}

function clientCertificate({ folder } = authority): Settings {
  return { TEMPORAL_TLS_CLIENT_CERT_PATH: join(folder, 'client.pem'), TEMPORAL_TLS_CLIENT_KEY_PATH: join(folder, 'client.key') };
}

/** What the command line and the worker write to stderr, each in a process of its own, when they cannot connect. */
async function refusals(settings: Settings): Promise<string[]> {
  const { address } = frontend!;
  const env = { TEMPORAL_ADDRESS: address, ...settings };
  const worker = await start('worker', [], { ...workerSettings('http://127.0.0.1:1'), ...env });
  const command = await starter('list', env);
  expect([command.exitCode, await worker.exit, frontend!.calls]).toEqual([1, 1, []]);
  return [command.stderr, worker.stderr()].map((text) => text.replaceAll(address, '<address>'));
}

/** The command line answers, and a worker polls; what they wrote to stderr. */
async function connect(settings: Settings): Promise<string> {
  const { address, calls } = frontend!;
  const env = { TEMPORAL_ADDRESS: address, ...settings };
  const command = await starter('list', env);
  expect(command).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No exports found.') as string });
  const worker = await start('worker', [], { ...workerSettings('http://127.0.0.1:1'), ...env });
  await eventually(
    () => new Set(calls.map(({ method }) => method)),
    (methods) => methods.has('PollActivityTaskQueue') && methods.has('PollWorkflowTaskQueue'),
  );
  await worker.stop();
  return command.stderr + worker.stderr();
}

describe('a connection', () => {
  test('by a certificate for an IP address has no warning of Node', async () => {
    await open();
    expect(await connect(known())).not.toMatch(/DEP0123|Warning/);
  });

  test.each(['True', 'TRUE', '1', 'yes'])('with TEMPORAL_TLS=%s uses TLS', async (TEMPORAL_TLS) => {
    await open();
    const { address } = frontend!;
    expect(await starter('list', { TEMPORAL_ADDRESS: address, TEMPORAL_TLS, ...known() })).toMatchObject({ exitCode: 0 });
  });

  test('by a client certificate', async () => {
    await open({ clientAuthority: authority.cert });
    await connect({ ...known(), ...clientCertificate() });
  });

  test('by an API key, which arrives with each call', async () => {
    const { calls } = await open({ apiKey: 'a-key' });
    await connect({ ...known(), TEMPORAL_API_KEY: 'a-key' });
    expect(new Set(calls.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer a-key']));
  });

  test('of an idle worker has few open polls', async () => {
    const { calls } = await open();
    await connect(known());
    expect(calls.filter(({ method }) => method.startsWith('Poll')).length).toBeLessThanOrEqual(12);
  });
});

test('a key that the server does not accept is not shown', async () => {
  const { address } = await open({ apiKey: 'a-key' });
  const { stderr } = await starter('list', { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: 'another-key', ...known() });
  expect(stderr).toMatch(/^Error: Temporal at \S+ denies access: Request unauthorized\. Check TEMPORAL_API_KEY/);
  expect(stderr).not.toContain('another-key');
});

describe('at a server that, like Temporal Cloud, refuses to list search attributes', () => {
  test('`setup` prints the command of the page, and after it they are there', async () => {
    const { address } = await open({ refusesOperators: true });
    const settings = { TEMPORAL_ADDRESS: address, ...known() };
    const [, command = ''] = /(tcld .*\.xxxxx .*)\n/.exec(readPage('docs/temporal-cloud.md').replaceAll(' \\\n  ', ' ')) ?? [];

    const refused = await starter('setup', settings);
    expect([refused.exitCode, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain(`or with: ${command.replace(/\S+\.xxxxx/, 'default')}\n`);

    const operators = server().connection.operatorService;
    await operators.addSearchAttributes({ namespace: 'default', searchAttributes: printedTypes(command) });
    const { stdout } = await eventually(
      () => starter('setup', settings),
      ({ exitCode }) => exitCode === 0,
    );
    expect(stdout).toContain('Namespace default already has all search attributes.');
    const { customAttributes } = await operators.listSearchAttributes({ namespace: 'default' });
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
  });
});

/** The types of search attributes in a command such as `--search-attribute DayhaulDays=Int`, by Temporal's numbers. */
function printedTypes(command: string): Record<string, number> {
  const numbers: Readonly<Record<string, number>> = { Keyword: 2, Int: 3 };
  const flags = [...command.matchAll(/--search-attribute (\w+)=(\w+)/g)];
  return Object.fromEntries(flags.map(([, name = '', type = '']) => [name, numbers[type] ?? 0]));
}

interface Situation {
  readonly options?: () => Promise<Partial<TlsFrontendOptions>> | Partial<TlsFrontendOptions>;
  readonly settings?: () => Promise<Settings> | Settings;
}

const SITUATIONS: Readonly<Record<string, Situation>> = {
  'The certificate of the server has another name': {
    options: async () => ({ server: await authority.issue('other', 'DNS:other.example') }),
  },
  'The certificate of the server has expired': { options: async () => ({ server: await authority.issue('expired', NAMES, -1) }) },
  'The authority of the certificate is unknown': { settings: () => ({ ...NO_AUTHORITIES, TEMPORAL_TLS: 'true' }) },
  'The client certificate is missing': { options: () => ({ clientAuthority: authority.cert }) },
  'The client certificate is from another authority': {
    options: () => ({ clientAuthority: authority.cert }),
    settings: () => ({ ...known(), ...clientCertificate(stranger) }),
  },
  'The client certificate has another key': {
    settings: () => ({ ...known(), ...clientCertificate(), TEMPORAL_TLS_CLIENT_KEY_PATH: join(authority.folder, 'good.key') }),
  },
  'The client certificate has no key': { settings: () => ({ ...known(), TEMPORAL_TLS_CLIENT_CERT_DATA: 'a certificate' }) },
  '`TEMPORAL_TLS` has another value': { settings: () => ({ ...known(), TEMPORAL_TLS: 'on please' }) },
};

const ROWS = rowsBelow('docs/errors.md', '## TLS');

test('each row of the page has a situation here, and no other', () => {
  expect(ROWS.map(([situation]) => situation).sort()).toEqual(Object.keys(SITUATIONS).sort());
});

test.each(ROWS)('%s: command line and worker say %s', async (situation = '', message = '') => {
  const { options, settings = known } = SITUATIONS[situation]!;
  await open(await options?.());
  const pattern = message.replaceAll('`', '').replaceAll(/[.()]/g, '\\$&').replaceAll('…', '\\S+');
  for (const stderr of await refusals(await settings())) {
    expect(stderr).toMatch(new RegExp(`^Error: ${pattern}[^\\n]*\\n$`));
  }
});

test('an authority that only Node knows is not enough for a worker, which says so', async () => {
  await open();
  const { address } = frontend!;
  const env = {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_TLS: 'true',
    ...NO_AUTHORITIES,
    NODE_EXTRA_CA_CERTS: join(authority.folder, 'ca.pem'),
  };
  expect(await starter('list', env)).toMatchObject({ exitCode: 0 });
  const worker = await start('worker', [], { ...workerSettings('http://127.0.0.1:1'), ...env });
  expect(await worker.exit).toBe(1);
  expect(worker.stderr()).toMatch(/\(its certificate has an unknown authority\)\. Set TEMPORAL_TLS_SERVER_CA_CERT_PATH/);
});
