import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { byDuration } from '../../simulator/jobs/job-life';
import { findFreePort } from '../../tools/programs/find-free-port';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../tools/programs/start-program';
import { eventually } from '../support/export-bench';
import { starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const MAIN = join(__dirname, '../../lib/up/main.js');
const EXPORT =
  'export --resource-type Messages --from 2024-03-01 --to 2024-05-31 --days-per-chunk 10 --open-jobs 2 ' +
  '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms';

/** A place for one `dayhaul up`: a folder and two ports. */
interface Place {
  readonly folder: string;
  readonly port: number;
  readonly uiPort: number;
}

const programs: Program[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function newPlace(): Promise<Place> {
  const folder = join(mkdtempSync(join(tmpdir(), 'dayhaul-up-')), 'data');
  folders.push(folder);
  return { folder, port: await findFreePort(), uiPort: await findFreePort() };
}

async function startUp({ folder, port, uiPort }: Place, settings: Record<string, string>): Promise<Program> {
  const args = ['--data', folder, '--port', String(port), '--ui-port', String(uiPort)];
  const program = await startProgram(MAIN, args, { env: isolatedEnvironment(settings) });
  programs.push(program);
  return program;
}

async function untilUp(program: Program): Promise<string> {
  return eventually(
    () => program.stdout(),
    (text) => text.includes('Ctrl-C stops everything'),
    60_000,
  );
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );
}

test.each([
  ['stopped by Ctrl-C', 'SIGINT', 0],
  ['ended by kill -9', 'SIGKILL', null],
] as const)('an export goes on after everything was %s and started again', (_title, signal, exitCode) =>
  withSimulator({ jobLife: byDuration({ jobMs: 700 }) }, async (simulator) => {
    const place = await newPlace();
    const settings = workerSettings(simulator.origin);
    const first = await startUp(place, settings);
    await untilUp(first);
    const client = { TEMPORAL_ADDRESS: `127.0.0.1:${place.port}` };
    expect((await starter(EXPORT, client)).exitCode).toBe(0);
    await eventually(
      () => simulator.jobs().length,
      (jobs) => jobs >= 3,
    );
    first.kill(signal);
    expect(await first.exit).toBe(exitCode);
    await eventually(
      () => answers(place.uiPort),
      (isThere) => !isThere,
    );

    await untilUp(await startUp(place, settings));
    const end = await starter(`${EXPORT} --follow`, client);
    expect(end.stdout).toContain('92 of 92 days exported');
    expect(end.exitCode).toBe(0);
    expect(simulator.report()).toMatchObject({ requestedDays: 92, daysRequestedTwice: [] });
  }),
);

test('closed exports are kept for 90 days, in a folder open to its owner alone', async () => {
  const place = await newPlace();
  const said = await untilUp(await startUp(place, workerSettings('http://127.0.0.1:1')));
  expect(said).toContain('closed exports are kept for 90 days');
  expect(said).toContain(`http://127.0.0.1:${place.uiPort}`);
  expect(said).toContain(`TEMPORAL_ADDRESS=127.0.0.1:${place.port}`);

  const connection = await Connection.connect({ address: `127.0.0.1:${place.port}` });
  const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
  await connection.close();
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 86_400);
  expect(statSync(place.folder).mode & 0o777).toBe(0o700);
});

test('with settings that a worker cannot work with, nothing is started', async () => {
  const program = await startUp(await newPlace(), { TWILIO_ACCOUNT_SID: 'nobody' });
  expect(await program.exit).toBe(1);
  expect(program.stdout()).toBe('');
});

test('a port that is taken is named', async () => {
  const place = await newPlace();
  const squatter = createServer().listen(place.port, '127.0.0.1');
  const program = await startUp(place, workerSettings('http://127.0.0.1:1'));
  expect(await program.exit).toBe(1);
  expect(program.stderr()).toContain(`Port ${place.port} of 127.0.0.1 cannot be used`);
  squatter.close();
});

test('a folder that another one uses is not touched', async () => {
  const place = await newPlace();
  await untilUp(await startUp(place, workerSettings('http://127.0.0.1:1')));
  const second = await startUp(
    { ...(await newPlace()), folder: place.folder },
    workerSettings('http://127.0.0.1:1'),
  );
  expect(await second.exit).toBe(1);
  expect(second.stderr()).toContain('is in use by another "dayhaul up"');
});

test('a worker that dies is started again, and an address of another Temporal is not used', async () => {
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
    (text) =>
      text.includes('The worker ended by itself') && (text.match(/Worker for account/g)?.length ?? 0) === 2,
  );
});
