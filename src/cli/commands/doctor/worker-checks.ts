import { workerCommand } from '../../../client/own-command';
import { skipped, type CheckResult } from './check';
import type { Diagnostics } from './diagnostics';

/** S3 refuses requests of a clock that is wrong by 15 minutes; long before that, times in logs mislead. */
const MOST_SKEW_MS = 60_000;

/** Whether a worker of the account answers. */
export function workerCheck({ worker, account }: Diagnostics): CheckResult {
  const check = 'Worker';
  if (!worker) return skipped(check, 'Temporal');
  if ('problem' in worker) {
    const remedy = `If one runs, compare its DAYHAUL_ACCOUNT and TEMPORAL_* with the starter's. To start one: ${workerCommand(account)}`;
    return { check, state: 'failed', message: worker.problem, remedy };
  }
  return { check, state: 'ok', message: `A worker for ${worker.accountSid} at ${worker.origin} answers.` };
}

/** Every worker of the account's label, with the account it works for: one account has a label. */
export function accountChecks({ pollers = [], account }: Diagnostics): CheckResult[] {
  const check = 'Accounts';
  const served = new Set(
    pollers.flatMap(({ serves }) => (serves ? [`${serves.accountSid} ${serves.origin}`] : [])),
  );
  const isShared = served.size > 1;
  const remedy = `No export with the label "${account}" begins until one account is left. Stop the workers of the other account, or give them another DAYHAUL_ACCOUNT.`;
  return pollers.map(({ process, serves, silentMs }, index) => ({
    check,
    state: isShared ? 'failed' : serves ? 'ok' : 'note',
    message:
      `Worker ${process} ` +
      (serves
        ? `works for ${serves.accountSid} at ${serves.origin}`
        : 'does not announce its account, since its version is older') +
      `. It polled ${Math.round(silentMs / 1000)} s ago.`,
    ...(isShared && index === pollers.length - 1 && { remedy }),
  }));
}

/** Whether starter and worker are of one version. */
export function versionCheck({ worker, starterVersion }: Diagnostics): CheckResult {
  const check = 'Version';
  if (!worker || 'problem' in worker) return skipped(check, 'worker');
  if (worker.version === starterVersion)
    return { check, state: 'ok', message: `${starterVersion} everywhere.` };
  const message = `The starter is ${starterVersion}, the worker ${worker.version}.`;
  return {
    check,
    state: 'failed',
    message,
    remedy: 'Bring both to the newer version; running exports go on.',
  };
}

/** Whether Twilio answers the worker, and takes its credentials. */
export function twilioCheck({ worker }: Diagnostics): CheckResult {
  const check = 'Twilio';
  if (!worker || 'problem' in worker) return skipped(check, 'worker');
  const { twilio, accountSid } = worker;
  if (twilio.problem !== undefined) return { check, state: 'failed', message: twilio.problem };
  return { check, state: 'ok', message: `It answers, and takes the credentials of ${accountSid}.` };
}

/** Whether clocks agree with Twilio's. */
export function clockCheck({ worker, starterMs }: Diagnostics): CheckResult {
  const check = 'Clocks';
  if (!worker || 'problem' in worker || worker.twilio.problem !== undefined) return skipped(check, 'Twilio');
  const { nowMs } = worker.twilio;
  const clocks = { "the worker's": worker.workerMs, "the starter's": starterMs ?? worker.workerMs };
  const wrong = Object.entries(clocks)
    .filter(([, atMs]) => Math.abs(atMs - nowMs) > MOST_SKEW_MS)
    .map(
      ([whose, atMs]) =>
        `${whose} is ${Math.round(Math.abs(atMs - nowMs) / 1000)} s ${atMs > nowMs ? 'fast' : 'slow'}`,
    );
  if (wrong.length === 0)
    return { check, state: 'ok', message: "The worker's and the starter's agree with Twilio's." };
  return {
    check,
    state: 'failed',
    message: `By Twilio's clock, ${wrong.join(', ')}.`,
    remedy: "Set the clock, best by NTP. Exports go by Twilio's clock; S3 refuses who is off by 15 minutes.",
  };
}

/** Whether the worker can write to archives, and which promises are weaker there. */
export function archiveChecks({ worker }: Diagnostics): CheckResult[] {
  if (!worker || 'problem' in worker) return [];
  return worker.archives.flatMap(({ place, problem, limits = [] }): CheckResult[] => [
    {
      check: 'Archive',
      state: problem === undefined ? 'ok' : 'failed',
      message: problem ?? `The worker can write to ${place}.`,
    },
    ...limits.map((message): CheckResult => ({ check: 'Archive', state: 'note', message })),
  ]);
}
