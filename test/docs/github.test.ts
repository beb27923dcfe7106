import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { scripts } from '../../package.json';

const ROOT = join(__dirname, '../..');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly name: string;
        readonly permissions?: unknown;
        readonly 'timeout-minutes'?: number;
        readonly strategy?: { readonly matrix: { readonly node: readonly number[] } };
        readonly steps: readonly Step[];
      }
    >
  >;
}

const text = readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8');
const { permissions, jobs } = parse(text) as Workflow;
const steps = Object.values(jobs).flatMap((job) => job.steps);

test('every action is pinned to a commit, with its version beside it', () => {
  const uses = text.split('\n').filter((line) => line.includes('uses:'));
  expect(uses.length).toBeGreaterThan(5);
  for (const line of uses) expect(line).toMatch(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test('the jobs may read the code, nothing more, and end in time', () => {
  expect(permissions).toEqual({ contents: 'read' });
  for (const job of Object.values(jobs)) {
    expect(job.permissions).toBeUndefined();
    expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
  }
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout'));
  expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
});

test('each part of npm run check and the slow tests are jobs of their own, and tests run on three versions of Node', () => {
  const runs = Object.values(jobs).map((job) => job.steps.at(-1)?.run);
  const parts = [...scripts.check.split(' && '), 'npm run test:slow'];
  expect(runs.sort()).toEqual(parts.sort());
  expect(jobs['tests']?.strategy?.matrix.node).toEqual([20, 22, 24]);
});

test('every npm script that a job runs exists', () => {
  const names = steps.flatMap(({ run }) => /^npm run (\S+)$/.exec(run ?? '')?.[1] ?? []);
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) expect(Object.keys(scripts)).toContain(name);
});

function toolsWith(file: string): string[] {
  return readdirSync(join(ROOT, 'tools')).filter((folder) => existsSync(join(ROOT, 'tools', folder, file)));
}

test('updates are looked for wherever versions are pinned', () => {
  const { updates } = parse(readFileSync(join(ROOT, '.github/dependabot.yml'), 'utf8')) as {
    updates: { 'package-ecosystem': string; directory: string }[];
  };
  const watched = updates.map((update) => `${update['package-ecosystem']} ${update.directory}`);
  const pinned = [
    ...(existsSync(join(ROOT, 'package.json')) ? ['npm /'] : []),
    ...(existsSync(join(ROOT, '.github/workflows')) ? ['github-actions /'] : []),
    ...(existsSync(join(ROOT, 'Dockerfile')) ? ['docker /'] : []),
    ...(existsSync(join(ROOT, 'docker-compose.yml')) ? ['docker-compose /'] : []),
    ...toolsWith('go.mod').map((folder) => `gomod /tools/${folder}`),
    ...toolsWith('pom.xml').map((folder) => `maven /tools/${folder}`),
  ];
  expect(watched.sort()).toEqual(pinned.sort());
});

test.each(readdirSync(join(ROOT, '.github/ISSUE_TEMPLATE')))('the issue form %s can be read', (file) => {
  const form = parse(readFileSync(join(ROOT, '.github/ISSUE_TEMPLATE', file), 'utf8')) as Record<string, unknown>;
  if (file === 'config.yml') expect(form).toHaveProperty('blank_issues_enabled');
  else expect(Object.keys(form)).toEqual(expect.arrayContaining(['name', 'description', 'body']));
});
