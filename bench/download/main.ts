import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatBytes } from '../../src/domain/format';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import type { DeliverFileEnd, DeliverFileRequest } from './deliver-file';
import { makeDayFile } from './make-day-file';

const DEFAULT_MEGABYTES = 2_000;
const LEAST_RATIO = 0.7;

/** What everybody would write in a shell: download, hash, unpack, count. */
const SHELL = 'set -o pipefail; curl -sf "$0" | tee >(sha256sum > /dev/null) | zcat | wc -l';

/**
 * Deliver one large file over loopback into a folder, and compare with the shell in the same run. The argument is the size of the
 * file in megabytes.
 */
async function main(megabytes: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-bench-'));
  const source = join(folder, 'records.json.gz');
  try {
    const records = await makeDayFile(source, megabytes * 1_000_000);
    console.log(`A file of ${formatBytes((await stat(source)).size)}, ${records} records.`);
    const server = await startProgram(join(__dirname, 'serve-file.js'), [source], { env: isolatedEnvironment({}) });
    try {
      const url = await addressOf(() => server.stdout());
      const shell = await timeShell(url, records);
      console.log(`The shell  ${shell.toFixed(1)} s`);
      const own = await deliver({ url, archive: join(folder, 'archive'), day: '2024-03-01' });
      if (own.records !== records) throw new Error(`Delivered ${own.records} records.`);
      console.log(`Dayhaul    ${own.seconds.toFixed(1)} s, ${formatBytes(own.peakBytes)} of memory at most`);
      const ratio = shell / own.seconds;
      console.log(`Throughput is ${ratio.toFixed(2)} of the shell's; at least ${LEAST_RATIO} is wanted.`);
      if (ratio < LEAST_RATIO) process.exitCode = 1;
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function addressOf(stdout: () => string): Promise<string> {
  while (!stdout().includes('\n')) await new Promise((resolve) => setTimeout(resolve, 20));
  return stdout().trim();
}

async function timeShell(url: string, records: number): Promise<number> {
  const startedMs = performance.now();
  const { stdout } = await promisify(execFile)('bash', ['-c', SHELL, url]);
  if (Number(stdout) !== records) throw new Error(`The shell counted ${stdout.trim()} records.`);
  return (performance.now() - startedMs) / 1000;
}

async function deliver(request: DeliverFileRequest): Promise<DeliverFileEnd> {
  const program = await startProgram(join(__dirname, 'deliver-file.js'), [JSON.stringify(request)], {
    env: isolatedEnvironment({}),
  });
  if ((await program.exit) !== 0) throw new Error(program.stderr());
  return JSON.parse(program.stdout()) as DeliverFileEnd;
}

main(Number(process.argv[2] ?? DEFAULT_MEGABYTES)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
