import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../simulator/log/report';
import type { RequestLogEntry } from '../../simulator/log/request-log';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import type { Preparation } from '../scenario';
import { skipIdleDays } from './skip-idle-days';

const SIMULATOR = join(__dirname, '../../simulator/main.js');
const ARGS = ['--port', '0', '--control-port', '0', '--quota', 'none'];
const LOOK_EVERY_MS = 50;

/** What the simulator saw of a run. */
export interface Observations {
  readonly report: Report;
  readonly requests: readonly RequestLogEntry[];
}

/** A simulated Twilio in a process of its own, which sees every request. */
export interface Judge {
  /** The address of the API. */
  readonly origin: string;
  /** Resolves when so many downloads of files began. */
  downloads(count: number): Promise<void>;
  /** From now on, skip the rest of each UTC day on which nothing more happens. */
  skipIdleDays(): void;
  observe(): Promise<Observations>;
  stop(): Promise<void>;
}

/** Start a simulator that knows no job and behaves as prepared. */
export async function startJudge(preparations: readonly Preparation[]): Promise<Judge> {
  const program = await startProgram(SIMULATOR, ARGS, { env: isolatedEnvironment({}) });
  const [origin, control] = await addressesIn(() => program.stdout());
  const read = async <T>(path: string) => (await (await fetch(`${control}${path}`)).json()) as T;
  const change = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${control}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`The simulator rejects ${path}: ${await response.text()}`);
  };
  const stopping = new AbortController();
  let skipping: Promise<void> | undefined;
  for (const { path, body } of preparations) await change(path, body);
  return {
    origin,
    async downloads(count) {
      while ((await read<Report>('/report')).calls.file < count) await sleep(LOOK_EVERY_MS);
    },
    skipIdleDays() {
      skipping = skipIdleDays({ read, change }, stopping.signal);
    },
    observe: async () => ({ report: await read('/report'), requests: await read('/requests') }),
    async stop() {
      stopping.abort();
      await skipping;
      await program.stop();
    },
  };
}

/** The addresses of the API and of the control API, as the simulator prints them. */
async function addressesIn(stdout: () => string): Promise<[api: string, control: string]> {
  for (;;) {
    const api = /listens at (http\S+)\. /.exec(stdout())?.[1];
    const control = /curl (http\S+)\/ +all actions/.exec(stdout())?.[1];
    if (api !== undefined && control !== undefined) return [api, control];
    await sleep(LOOK_EVERY_MS);
  }
}
