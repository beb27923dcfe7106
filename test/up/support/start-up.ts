import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../../../tools/programs/find-free-port';
import { isolatedEnvironment } from '../../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../../tools/programs/start-program';
import { eventually } from '../../support/export-bench';

const MAIN = join(__dirname, '../../../lib/up/main.js');
/** A place for one `dayhaul up`: a folder and its ports. */
export interface Place {
  readonly folder: string;
  readonly port: number;
  readonly uiPort: number;
  readonly codecPort: number;
}

const programs: Program[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that does not exist yet, and free ports. */
export async function newPlace(): Promise<Place> {
  const folder = join(mkdtempSync(join(tmpdir(), 'dayhaul-up-')), 'data');
  folders.push(folder);
  return { folder, port: await findFreePort(), uiPort: await findFreePort(), codecPort: await findFreePort() };
}

/** Start `dayhaul up`; the program is stopped after the test. */
export async function startUp({ folder, port, uiPort, codecPort }: Place, settings: Record<string, string>): Promise<Program> {
  const args = ['--data', folder, '--port', String(port), '--ui-port', String(uiPort), '--codec-port', String(codecPort)];
  const program = await startProgram(MAIN, args, { env: isolatedEnvironment(settings) });
  programs.push(program);
  return program;
}

/** Wait until everything runs; what it has printed by then. */
export async function untilUp(program: Program): Promise<string> {
  return eventually(
    () => program.stdout(),
    (text) => text.includes('Ctrl-C stops everything'),
    60_000,
  );
}
