import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isExecutableFile } from '../programs/find-on-path';
import { runCommand } from '../programs/run-command';

const ANSWER_LIMIT = 10_000;
const DOWNLOAD_LIMIT = 5 * 60_000;

/** What the SDK downloads, by the name of its file, and the method of its test environment that does so. */
const METHODS = { temporal: 'createLocal', 'temporal-test-server': 'createTimeSkipping' } as const;

const DOWNLOAD_SCRIPT = `
  const [testing, method, downloadDir, version] = process.argv.slice(1);
  const executable = { type: 'cached-download', downloadDir, version };
  require(testing).TestWorkflowEnvironment[method]({ server: { executable } })
    .then((environment) => environment.teardown())
    .catch((error) => { console.error(error.message); process.exit(1); });
`;

/**
 * Let the Temporal SDK download a release of a server, and keep the file at the destination.
 *
 * The SDK downloads in order to start a server, so it runs in a Node process of its own: neither its runtime nor its log lines
 * reach ours, and it can be given up. Without a network the look-up of temporal.download fails at once; with one that swallows
 * packets nothing has been written after ten seconds, and that ends the attempt. Not tried so far: a download that succeeds, and
 * one through a proxy.
 */
export async function downloadBySdk(program: keyof typeof METHODS, version: string, destination: string): Promise<void> {
  await mkdir(dirname(destination), { recursive: true });
  const folder = await mkdtemp(`${destination}.downloading-`);
  const downloaded = join(folder, `${program}-v${version}`);
  try {
    await runDownload(METHODS[program], version, downloaded);
    await rename(downloaded, destination);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runDownload(method: string, version: string, downloaded: string): Promise<void> {
  const folder = dirname(downloaded);
  const silence = new AbortController();
  const timer = setTimeout(() => {
    void readdir(folder).then((files) => {
      if (files.length > 0) return;
      silence.abort(new Error(`temporal.download did not answer within ${ANSWER_LIMIT / 1000} s`));
    });
  }, ANSWER_LIMIT);
  try {
    await runCommand(
      process.execPath,
      ['-e', DOWNLOAD_SCRIPT, require.resolve('@temporalio/testing'), method, folder, `v${version}`],
      { timeLimit: DOWNLOAD_LIMIT, signal: silence.signal },
    );
  } catch (error) {
    // A server that did not start in the SDK's five seconds has been downloaded all the same.
    if (!(await isExecutableFile(downloaded))) throw error;
  } finally {
    clearTimeout(timer);
  }
}
