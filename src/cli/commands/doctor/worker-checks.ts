import { ownCommand } from '../../../client/own-command';
import { unknown, type CheckUp } from './check';
import type { Facts } from './diagnostics';

/** S3 refuses requests of a clock that is wrong by 15 minutes; long before that, times in logs mislead. */
const MOST_SKEW_MS = 60_000;

/** Whether a worker of the account answers. */
export function workerCheck({ worker, account }: Facts): CheckUp {
  const check = 'Worker';
  if (!worker) return unknown(check, 'Temporal');
  if ('problem' in worker) {
    const remedy = `If one runs, compare its DAYHAUL_ACCOUNT and TEMPORAL_* with the starter's. To start one: DAYHAUL_ACCOUNT=${account} ${ownCommand('worker')}`;
    return { check, state: 'failed', words: worker.problem, remedy };
  }
  return { check, state: 'ok', words: `A worker for ${worker.accountSid} at ${worker.origin} answers.` };
}

/** Whether starter and worker are of one version. */
export function versionCheck({ worker, starterVersion }: Facts): CheckUp {
  const check = 'Version';
  if (!worker || 'problem' in worker) return unknown(check, 'worker');
  if (worker.version === starterVersion)
    return { check, state: 'ok', words: `${starterVersion} everywhere.` };
  const words = `The starter is ${starterVersion}, the worker ${worker.version}.`;
  return { check, state: 'failed', words, remedy: 'Bring both to the newer version; running exports go on.' };
}

/** Whether Twilio answers the worker, and takes its credentials. */
export function twilioCheck({ worker }: Facts): CheckUp {
  const check = 'Twilio';
  if (!worker || 'problem' in worker) return unknown(check, 'worker');
  const { twilio, accountSid } = worker;
  if (twilio.problem !== undefined) return { check, state: 'failed', words: twilio.problem };
  return { check, state: 'ok', words: `It answers, and takes the credentials of ${accountSid}.` };
}

/** Whether clocks agree with Twilio's. */
export function clockCheck({ worker, starterMs }: Facts): CheckUp {
  const check = 'Clocks';
  if (!worker || 'problem' in worker || worker.twilio.problem !== undefined) return unknown(check, 'Twilio');
  const { nowMs } = worker.twilio;
  const clocks = { "the worker's": worker.workerMs, "the starter's": starterMs ?? worker.workerMs };
  const wrong = Object.entries(clocks)
    .filter(([, atMs]) => Math.abs(atMs - nowMs) > MOST_SKEW_MS)
    .map(
      ([whose, atMs]) =>
        `${whose} is ${Math.round(Math.abs(atMs - nowMs) / 1000)} s ${atMs > nowMs ? 'fast' : 'slow'}`,
    );
  if (wrong.length === 0)
    return { check, state: 'ok', words: "The worker's and the starter's agree with Twilio's." };
  return {
    check,
    state: 'failed',
    words: `By Twilio's clock, ${wrong.join(', ')}.`,
    remedy: "Set the clock, best by NTP. Exports go by Twilio's clock; S3 refuses who is off by 15 minutes.",
  };
}

/** Whether the worker can write to archives, and which promises are weaker there. */
export function archiveChecks({ worker }: Facts): CheckUp[] {
  if (!worker || 'problem' in worker) return [];
  return worker.archives.flatMap(({ place, problem, limits = [] }): CheckUp[] => [
    {
      check: 'Archive',
      state: problem === undefined ? 'ok' : 'failed',
      words: problem ?? `The worker can write to ${place}.`,
    },
    ...limits.map((words): CheckUp => ({ check: 'Archive', state: 'note', words })),
  ]);
}
