import { join } from 'node:path';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { VERSION } from '../../src/version';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import type { Work } from '../scenario';
import { killAndRestart, type Contestant } from './contestant';

const LIB = join(__dirname, '../..');

/** The built worker and command line, on a Temporal development server. The worker is what is killed. */
export const dayhaul: Contestant = {
  name: 'Dayhaul',
  versions: { Dayhaul: VERSION },
  gapIn: () => undefined,
  async run(work, { origin, temporal, folder, label, killAt }) {
    const env = isolatedEnvironment({
      TEMPORAL_ADDRESS: temporal,
      TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
      TWILIO_AUTH_TOKEN: SIMULATED_ACCOUNT.authToken,
      TWILIO_BULK_EXPORTS_URL: origin,
      DAYHAUL_ACCOUNT: label,
      DAYHAUL_QUOTA_DAYS: String(work.quotaDays ?? 'none'),
    });
    const startWorker = () => startProgram(join(LIB, 'worker.js'), [], { env });
    let worker = await startWorker();
    try {
      const starter = await startProgram(join(LIB, 'starter.js'), exportArguments(work, folder), { env });
      worker = await killAndRestart(worker, killAt, startWorker);
      if ((await starter.exit) !== 0) throw new Error(`Dayhaul failed:\n${starter.stdout()}${starter.stderr()}`);
    } finally {
      await worker.stop();
    }
  },
};

function exportArguments({ from, to, daysPerJob, openJobs, pollSeconds, downloads, quotaDays }: Work, folder: string): string[] {
  return [
    ...['export', '--resource-type', 'Messages', '--from', from, '--to', to, '--follow'],
    ...['--days-per-chunk', String(daysPerJob), '--open-jobs', String(openJobs)],
    ...['--poll-min', `${pollSeconds}s`, '--resubmit-after', `${pollSeconds}s`],
    ...(quotaDays === undefined ? [] : ['--poll-max', `${pollSeconds}s`]),
    ...(downloads === undefined ? [] : ['--archive', folder, '--downloads', String(downloads)]),
  ];
}
