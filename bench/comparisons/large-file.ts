import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import type { Rival } from '../take-turns';
import type { Comparison } from './comparison';
import type { DeliverFileEnd, DeliverFileRequest } from './deliver-file';
import { makeDayFile } from './make-day-file';

const BYTES = 500_000_000;

/** What everybody would write in a shell: download, hash, unpack, count. */
const SHELL = 'set -o pipefail; curl -sf "$0" | tee >(sha256sum > /dev/null) | zcat | wc -l';

/** How long a file took, and how many records were counted in it. */
interface Delivery {
  readonly seconds: number;
  readonly records: number;
}

/** One file over loopback, in the worker's own way and in a shell. */
export const largeFile: Comparison = {
  name: 'large-file',
  title: 'One large file',
  labels: { megabytesPerSecond: 'MB of the file per second', seconds: 'seconds' },
  figures: ['megabytesPerSecond', 'seconds'],
  plots: ['megabytesPerSecond'],
  async prepare(folder) {
    const path = join(folder, 'records.json.gz');
    const records = await makeDayFile(path, BYTES);
    const { size } = await stat(path);
    const rival = (name: string, deliver: (url: string, run: number) => Promise<Delivery>): Rival<string> => ({
      name,
      async measure(run) {
        const delivery = await withFileServer(path, (url) => deliver(url, run));
        if (delivery.records !== records) throw new Error(`${name} counted ${delivery.records} records, not ${records}.`);
        const { seconds } = delivery;
        return { megabytesPerSecond: size / 1_000_000 / seconds, seconds };
      },
    });
    return [
      rival('Dayhaul', (url, run) => deliverByDayhaul({ url, archive: join(folder, `${run}`), day: '2024-03-01' })),
      rival('Shell', deliverByShell),
    ];
  },
};

/** Serve the file from a process of its own. */
async function withFileServer<Result>(path: string, use: (url: string) => Promise<Result>): Promise<Result> {
  const server = await startProgram(join(__dirname, 'serve-file.js'), [path], { env: isolatedEnvironment({}) });
  try {
    while (!server.stdout().includes('\n')) await new Promise((resolve) => setTimeout(resolve, 20));
    return await use(server.stdout().trim());
  } finally {
    await server.stop();
  }
}

async function deliverByShell(url: string): Promise<Delivery> {
  const startedMs = performance.now();
  const { stdout } = await promisify(execFile)('bash', ['-c', SHELL, url]);
  return { seconds: (performance.now() - startedMs) / 1000, records: Number(stdout) };
}

async function deliverByDayhaul(request: DeliverFileRequest): Promise<Delivery> {
  const program = await startProgram(join(__dirname, 'deliver-file.js'), [JSON.stringify(request)], {
    env: isolatedEnvironment({}),
  });
  if ((await program.exit) !== 0) throw new Error(program.stderr());
  return JSON.parse(program.stdout()) as DeliverFileEnd;
}
