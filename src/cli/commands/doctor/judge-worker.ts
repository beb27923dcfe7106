import type { Examination } from '../../../activities/inspect-worker';
import { ownCommand } from '../../../client/own-command';
import { hasFile, servedKey, type Poller } from '../../../client/pollers';
import { dayOf } from '../../../domain/days/day-range';
import { formatDays } from '../../../domain/format';
import { VERSION } from '../../../version';
import type { Verdict } from './check-result';
import type { Diagnostics } from './collect-diagnostics';

const MAX_SKEW_MS = 60_000; // S3 rejects requests at 15 minutes of clock skew; times in logs mislead much earlier

export function judgeWorker(worker: NonNullable<Diagnostics['worker']>): Verdict {
  if (!('problem' in worker)) {
    return { state: 'ok', message: `A worker for ${worker.accountSid} is running and uses ${worker.origin}.` };
  }
  const remedy = 'If a worker is running, check that its DAYHAUL_ACCOUNT or accounts file, and its TEMPORAL_* match.';
  return { state: 'failed', message: worker.problem, remedy };
}

/** The workers of the account's label, each with its account. A label must have one account only. */
export function judgeAccounts(pollers: readonly Poller[], account: string): Verdict[] {
  const isShared = new Set(pollers.flatMap(({ serves }) => (serves ? [servedKey(serves)] : []))).size > 1;
  const remedy = hasFile(pollers)
    ? 'No export of the group starts while its workers have different accounts files or TWILIO_BULK_EXPORTS_URL. Give all of them the same and restart them.'
    : `No export with the label "${account}" starts while two accounts or quota groups share it. Stop the workers of the other one, or correct their DAYHAUL_ACCOUNT or DAYHAUL_QUOTA_GROUP.`;
  return pollers.map(({ process, serves, silentMs }, index) => {
    const work = serves && `works for ${serves.accountSid} at ${serves.origin}, quota group ${serves.group}`;
    const known = work ?? 'does not report its account, since its version is older';
    const message = `Worker ${process} ${known}. It polled ${Math.round(silentMs / 1000)} s ago.`;
    const state = isShared ? 'failed' : serves ? 'ok' : 'note';
    return { state, message, ...(isShared && index === pollers.length - 1 && { remedy }) };
  });
}

/** Whether the command line and all workers of the account and of its quota have one version. */
export function judgeVersion({ version: responded }: Examination, workers: readonly Poller[]): Verdict {
  const others = workers.filter(({ version }) => version !== VERSION);
  if (responded === VERSION && others.length === 0) {
    return { state: 'ok', message: `The command line and the worker are version ${VERSION}.` };
  }
  const known = workers.map(({ process, version = 'an older version' }) => `worker ${process} is ${version}`);
  const named = workers.some(({ version }) => version === responded)
    ? known
    : [...known, `the worker that responded is ${responded}`];
  const message = `The command line is version ${VERSION}, ${named.join(', ')}.`;
  return { state: 'failed', message, remedy: 'Upgrade all to the newest version. Running exports are not affected.' };
}

/** Whether the worker reaches Twilio, and Twilio accepts its credentials. */
export function judgeTwilio({ twilio, accountSid }: Examination): Verdict {
  if (twilio.problem !== undefined) return { state: 'failed', message: twilio.problem };
  return { state: 'ok', message: `Twilio is reachable and accepts the credentials for ${accountSid}.` };
}

export function judgeClocks({ workerMs }: Examination, starterMs = workerMs, twilioMs: number): Verdict {
  const wrong = Object.entries({ "the worker's clock": workerMs, "this machine's clock": starterMs })
    .filter(([, atMs]) => Math.abs(atMs - twilioMs) > MAX_SKEW_MS)
    .map(([clock, atMs]) => `${clock} is ${Math.round(Math.abs(atMs - twilioMs) / 1000)} s ${atMs > twilioMs ? 'fast' : 'slow'}`);
  if (wrong.length === 0) return { state: 'ok', message: "The clocks of the worker and of this machine match Twilio's." };
  const remedy = 'Synchronize the clock with NTP. S3 rejects requests when a clock is wrong by 15 minutes.';
  return { state: 'failed', message: `Compared with Twilio, ${wrong.join(', and ')}.`, remedy };
}

/** The remaining quota of the UTC day. A spent quota is not a failure. */
export function judgeQuota({ twilio, workerMs, quota: settings }: Examination, quota: Diagnostics['quota']): Verdict {
  if (quota && 'problem' in quota) return { state: 'failed', message: quota.problem };
  const { days: workersLimit, group } = settings;
  const limit = quota?.limit ?? workersLimit;
  const today = dayOf(twilio.problem === undefined ? twilio.nowMs : workerMs);
  const { closedBecause, grantedDays } = quota?.utcDay === today ? quota : { closedBecause: undefined, grantedDays: 0 };
  const remedy = `Exports continue at 00:00 UTC. Show the requested days: ${ownCommand('quota', 'show', '--group', group)}`;
  if (closedBecause !== undefined) {
    return { state: 'note', message: `No more days are requested on ${today} (UTC): ${closedBecause}`, remedy };
  }
  if (limit === 'none') return { state: 'ok', message: `Quota group ${group} has no limit.` };
  const left = Math.max(limit - grantedDays, 0);
  const message = `${left} of ${formatDays(limit)} left on ${today} (UTC) for quota group ${group}.`;
  return left > 0 ? { state: 'ok', message } : { state: 'note', message, remedy };
}

/** Whether the worker can write to the archives, and which guarantees are weaker there. */
export function judgeArchives({ archives }: Examination): Verdict[] {
  return archives.flatMap(({ place, problem, limits = [] }): Verdict[] => [
    { state: problem === undefined ? 'ok' : 'failed', message: problem ?? `The worker can write to ${place}.` },
    ...limits.map((message): Verdict => ({ state: 'note', message })),
  ]);
}
