import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Deployment } from 'kubernetes-types/apps/v1';
import type { EnvVar } from 'kubernetes-types/core/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { startHealthServer } from '../../src/runtime/health-server';
import { findFreePort } from '../../tools/programs/find-free-port';
import { readPage, ROOT } from '../docs/support/pages';
import { start } from '../support/programs';

const [deployment, budget] = parseAllDocuments(readFileSync(join(ROOT, 'deploy/kubernetes/worker.yaml'), 'utf8')).map(
  (document) => document.toJS() as unknown,
) as [Deployment, PodDisruptionBudget];
const pod = deployment.spec!.template;
const [worker] = pod.spec!.containers;
const variables: readonly EnvVar[] = worker!.env ?? [];

/** What TypeScript has against a value of a type of Kubernetes' API: wrong types, and fields that do not exist. */
function problemsOf(type: string, from: string, value: unknown): string[] {
  const name = join(ROOT, 'test/deploy/manifest.ts');
  const source = `import type { ${type} } from '${from}';\nexport const manifest: ${type} = ${JSON.stringify(value)};\n`;
  const options = { strict: true, noEmit: true, types: [], skipLibCheck: true, module: ts.ModuleKind.Node20 };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === name || fileExists(path);
  host.readFile = (path) => (path === name ? source : readFile(path));
  host.getSourceFile = (path, ...rest) =>
    path === name ? ts.createSourceFile(path, source, ts.ScriptTarget.ES2023) : getSourceFile(path, ...rest);
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

test("the manifest has the fields and types of Kubernetes' API", () => {
  expect(problemsOf('Deployment', 'kubernetes-types/apps/v1', deployment)).toEqual([]);
  expect(problemsOf('PodDisruptionBudget', 'kubernetes-types/policy/v1', budget)).toEqual([]);
});

test('a field that does not exist is found', () => {
  const [problem] = problemsOf('Deployment', 'kubernetes-types/apps/v1', {
    ...deployment,
    spec: { ...deployment.spec, replica: 2 },
  });
  expect(problem).toMatch(/'"replica"' does not exist in type/);
});

test('the selectors find the pods', () => {
  expect(deployment.spec!.selector.matchLabels).toEqual(pod.metadata!.labels);
  expect(budget.spec!.selector!.matchLabels).toEqual(pod.metadata!.labels);
});

test('a drained node leaves a worker', () => {
  expect(deployment.spec!.replicas).toBeGreaterThan(Number(budget.spec!.minAvailable));
});

test('each variable is in the documentation', () => {
  const pages = ['settings', 'credentials', 'stores'].map((page) => readPage(`docs/${page}.md`)).join('\n');
  for (const { name } of variables)
    expect([name, /^(TEMPORAL|AWS)_/.test(name) || pages.includes(`\`${name}\``)]).toEqual([name, true]);
});

test('the page creates the secret with each key that is not optional', () => {
  const page = readPage('docs/deployment.md');
  const required = variables.filter(({ valueFrom }) => valueFrom?.secretKeyRef?.optional === undefined && valueFrom);
  expect(required.length).toBeGreaterThan(2);
  for (const { valueFrom } of required) expect(page).toContain(`--from-literal=${valueFrom?.secretKeyRef?.key}=`);
});

test('a worker accepts the settings', async () => {
  const { accountSid, authToken } = SIMULATED_ACCOUNT;
  const secrets: Readonly<Record<string, string>> = {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_API_KEY: accountSid.replace('AC', 'SK'),
  };
  const settings = variables.map(({ name, value }) => [name, value ?? secrets[name] ?? authToken]);
  const program = await start('worker', ['--check-settings'], Object.fromEntries(settings) as Record<string, string>);
  expect([await program.exit, program.stderr()]).toEqual([0, '']);
});

test('each probe has a path that the worker serves, at the port of its setting', async () => {
  const address = { host: '127.0.0.1', port: await findFreePort() };
  const server = await startHealthServer(address, () => Promise.resolve(undefined));
  const probes = [worker!.startupProbe, worker!.livenessProbe, worker!.readinessProbe];
  const statuses = probes.map(async (probe) => (await fetch(`http://127.0.0.1:${address.port}${probe?.httpGet?.path}`)).status);
  expect(await Promise.all(statuses)).toEqual([200, 200, 200]);
  server.close().closeAllConnections();
  const ports = Object.fromEntries((worker!.ports ?? []).map(({ name = '', containerPort }) => [name, containerPort]));
  expect(variables).toContainEqual({ name: 'DAYHAUL_HEALTH', value: `0.0.0.0:${ports['health']}` });
  expect(variables).toContainEqual({ name: 'DAYHAUL_METRICS', value: `0.0.0.0:${ports['metrics']}` });
  expect(pod.metadata!.annotations!['prometheus.io/port']).toBe(String(ports['metrics']));
});

test('the pod has longer to stop than the worker takes, and no rights', () => {
  const force = /shutdownForceTime: '(\d+) seconds'/.exec(readFileSync(join(ROOT, 'src/runtime/serve-task-queue.ts'), 'utf8'));
  expect(pod.spec!.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(Number(force?.[1]) + 10);
  expect(pod.spec!.securityContext?.runAsNonRoot).toBe(true);
  expect(worker!.securityContext).toMatchObject({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true });
});
