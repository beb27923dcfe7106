import { workerCommand } from '../../../client/own-command';
import { skipped, type CheckResult } from './check';
import type { Diagnostics } from './diagnostics';

/** S3 rejects requests at 15 minutes of clock skew; times in logs mislead much earlier. */
const MAX_SKEW_MS = 60_000;

/** Whether a worker of the account responds. */
export function workerCheck({ worker, account }: Diagnostics): CheckResult {
  const check = 'Worker';
  if (!worker) return skipped(check, 'Temporal');
  if ('problem' in worker) {
    const remedy = `If a worker is running, check that its DAYHAUL_ACCOUNT and TEMPORAL_* match. Start a worker: ${workerCommand(account)}`;
    return { check, state: 'failed', message: worker.problem, remedy };
  }
  return { check, state: 'ok', message: `A worker for ${worker.accountSid} is running and uses ${worker.origin}.` };
}

/** The workers of the account's label, each with its account. A label must have one account only. */
export function accountChecks({ pollers = [], account }: Diagnostics): CheckResult[] {
  const check = 'Accounts';
  const served = new Set(pollers.flatMap(({ serves }) => (serves ? [Object.values(serves).join(' ')] : [])));
  const isShared = served.size > 1;
  const remedy = `No export with the label "${account}" starts while two accounts or quota groups share it. Stop the workers of the other one, or correct their DAYHAUL_ACCOUNT or DAYHAUL_QUOTA_GROUP.`;
  return pollers.map(({ process, serves, silentMs }, index) => ({
    check,
    state: isShared ? 'failed' : serves ? 'ok' : 'note',
    message:
      `Worker ${process} ` +
      (serves
        ? `works for ${serves.accountSid} at ${serves.origin}, quota group ${serves.group}`
        : 'does not report its account, since its version is older') +
      `. It polled ${Math.round(silentMs / 1000)} s ago.`,
    ...(isShared && index === pollers.length - 1 && { remedy }),
  }));
}

/** Whether the command line and the worker have the same version. */
export function versionCheck({ worker, starterVersion }: Diagnostics): CheckResult {
  const check = 'Version';
  if (!worker || 'problem' in worker) return skipped(check, 'a running worker');
  if (worker.version === starterVersion)
    return { check, state: 'ok', message: `The command line and the worker are version ${starterVersion}.` };
  const message = `The command line is version ${starterVersion}, the worker is version ${worker.version}.`;
  return { check, state: 'failed', message, remedy: 'Upgrade both to the newer version. Running exports are not affected.' };
}

/** Whether the worker reaches Twilio, and Twilio accepts its credentials. */
export function twilioCheck({ worker }: Diagnostics): CheckResult {
  const check = 'Twilio';
  if (!worker || 'problem' in worker) return skipped(check, 'a running worker');
  const { twilio, accountSid } = worker;
  if (twilio.problem !== undefined) return { check, state: 'failed', message: twilio.problem };
  return { check, state: 'ok', message: `Twilio is reachable and accepts the credentials for ${accountSid}.` };
}

/** Whether the clocks match Twilio's. */
export function clockCheck({ worker, starterMs }: Diagnostics): CheckResult {
  const check = 'Clocks';
  if (!worker || 'problem' in worker || worker.twilio.problem !== undefined) return skipped(check, 'Twilio');
  const { nowMs } = worker.twilio;
  const clocks = { "the worker's clock": worker.workerMs, "this machine's clock": starterMs ?? worker.workerMs };
  const wrong = Object.entries(clocks)
    .filter(([, atMs]) => Math.abs(atMs - nowMs) > MAX_SKEW_MS)
    .map(([clock, atMs]) => `${clock} is ${Math.round(Math.abs(atMs - nowMs) / 1000)} s ${atMs > nowMs ? 'fast' : 'slow'}`);
  if (wrong.length === 0) return { check, state: 'ok', message: "The clocks of the worker and of this machine match Twilio's." };
  return {
    check,
    state: 'failed',
    message: `Compared with Twilio, ${wrong.join(', and ')}.`,
    remedy: 'Synchronize the clock with NTP. S3 rejects requests when a clock is wrong by 15 minutes.',
  };
}

/** Whether the worker can write to the archives, and which guarantees are weaker there. */
export function archiveChecks({ worker }: Diagnostics): CheckResult[] {
  if (!worker || 'problem' in worker) return [];
  return worker.archives.flatMap(({ place, problem, limits = [] }): CheckResult[] => [
    { check: 'Archive', state: problem === undefined ? 'ok' : 'failed', message: problem ?? `The worker can write to ${place}.` },
    ...limits.map((message): CheckResult => ({ check: 'Archive', state: 'note', message })),
  ]);
}
