import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../tools/programs/start-program';
import { startTemporal } from '../../tools/temporal-server/start-temporal';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { findFreePort } from '../../tools/programs/find-free-port';
import { eventually } from '../support/export-bench';
import { temporalTest } from '../support/temporal-test';

const ROOT = join(__dirname, '../..');

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly profiles?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly volumes?: readonly string[];
}

const compose = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

/** The program a service runs, from `lib` on, and its arguments: those of the image unless the service has its own. */
function programOf({ entrypoint = [], command }: Service): { script: string; args: readonly string[] } {
  const [, script = '', ...args] = [...entrypoint, ...(command ?? ['node', 'lib/worker.js'])];
  return { script, args };
}

const ours = services.filter(([, { build }]) => build !== undefined);

test('every image of others is pinned to a version', () => {
  const images = services.filter(([, { build }]) => build === undefined).map(([, { image }]) => image);
  expect(images.length).toBeGreaterThan(3);
  for (const image of images) expect(image).toMatch(/:\d+(\.\d+)*$/);
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  const node = `node:${readFileSync(join(ROOT, '.nvmrc'), 'utf8').trim()}-bookworm-slim`;
  expect(bases).toEqual([node, node]);
});

test('what is reached from outside is reached from this machine alone', () => {
  const ports = services.flatMap(([, service]) => service.ports ?? []);
  expect(ports.length).toBeGreaterThan(1);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
});

test('what a service waits for, mounts and keeps is there', () => {
  for (const [, { depends_on: awaited = {}, volumes = [] }] of services) {
    for (const name of Object.keys(awaited)) expect(Object.keys(compose.services)).toContain(name);
    for (const volume of volumes) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('.')) expect(existsSync(join(ROOT, source))).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
  }
});

test('scripts that a service runs in an image of others are there and can be run', () => {
  const scripts = services.flatMap(([, { entrypoint = [] }]) => entrypoint.filter((part) => part.startsWith('/docker/')));
  expect(scripts).toHaveLength(2);
  for (const script of scripts) expect(statSync(join(ROOT, script)).mode & 0o111).not.toBe(0);
});

test('a file of ours that a service reads is mounted, and there', () => {
  const readers = services.flatMap(([, { environment = {}, volumes = [] }]) =>
    Object.values(environment)
      .filter((value) => value.startsWith('/docker/'))
      .map((path) => ({ path, volumes })),
  );
  expect(readers).toHaveLength(1);
  for (const { path, volumes } of readers) {
    expect(existsSync(join(ROOT, path))).toBe(true);
    expect(volumes).toContain('./docker:/docker:ro');
  }
});

test('the keys of the codec reach the worker and the command line, and are set by nothing', () => {
  for (const name of ['worker', 'starter']) {
    const { DAYHAUL_CODEC_KEYS, DAYHAUL_KEY_A, DAYHAUL_KEY_B } = compose.services[name]?.environment ?? {};
    expect([DAYHAUL_CODEC_KEYS, DAYHAUL_KEY_A, DAYHAUL_KEY_B]).toEqual([
      '${DAYHAUL_CODEC_KEYS:-}',
      '${DAYHAUL_KEY_A:-}',
      '${DAYHAUL_KEY_B:-}',
    ]);
  }
});

test('no credential stands in the file: they come from the environment, the simulated ones apart', () => {
  const secrets = services.flatMap(([name, { environment = {} }]) =>
    Object.entries(environment).flatMap(([key, value]) =>
      /TOKEN|SECRET|PASSWORD|PWD/.test(key) && name !== 'demo-worker' ? [value] : [],
    ),
  );
  expect(secrets.length).toBeGreaterThan(3);
  for (const secret of secrets) expect(secret).toMatch(/^\$\{\w+:[-?]/);
  expect(compose.services['demo-worker']?.environment).toMatchObject({
    TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: SIMULATED_ACCOUNT.authToken,
  });
});

test('the image runs as nobody in particular, without what only the build needs', () => {
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('CMD ["node", "lib/worker.js"]'));
  expect(dockerfile).toContain('npm prune --omit=dev');
  const context = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  expect(context[0]).toBe('*');
  for (const kept of context.slice(1).filter(Boolean)) expect(kept).toMatch(/^!/);
  expect(context).not.toContain('!node_modules');
});

test('each program of ours that is run is built', () => {
  expect(ours.map(([name]) => name).sort()).toEqual(['demo-worker', 'simulator', 'starter', 'worker']);
  for (const [, service] of ours) expect(existsSync(join(ROOT, programOf(service).script))).toBe(true);
  const health = /^HEALTHCHECK .*CMD \["node", "([^"]+)"\]$/m.exec(dockerfile)?.[1] ?? '';
  expect(existsSync(join(ROOT, health))).toBe(true);
});

temporalTest('the programs run by hand as the containers would run them, and the health check tells the truth', async () => {
  const programs: Program[] = [];
  const temporal = await startTemporal();
  const port = await findFreePort();
  const place = (text: string) => {
    const set = text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1'); // as with an empty environment
    return set.replace('temporal:7233', temporal.address).replaceAll('8801', String(port));
  };
  const run = async (name: string, script?: string): Promise<Program> => {
    const service = compose.services[name]!;
    const own = programOf(service);
    const environment = Object.entries(service.environment ?? {}).map(([key, value]) => [key, place(value)]);
    const program = await startProgram(join(ROOT, script ?? own.script), script ? [] : own.args.map(place), {
      env: isolatedEnvironment(Object.fromEntries(environment) as Record<string, string>),
    });
    programs.push(program);
    return program;
  };
  const isHealthy = async () => (await (await run('demo-worker', 'lib/worker-health.js')).exit) === 0;

  try {
    const simulator = await run('simulator');
    await eventually(
      () => simulator.stdout(),
      (text) => text.includes(`:${port}`),
    );
    expect(await isHealthy()).toBe(false);
    const worker = await run('demo-worker');
    await eventually(
      () => worker.stderr(),
      (text) => text.includes('Worker for account "demo"'),
    );
    await eventually(isHealthy, (healthy) => healthy);
    const list = await run('starter');
    expect(await list.exit).toBe(0);
    expect(list.stdout()).toContain('No exports found.');
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
    await temporal.stop();
  }
});
