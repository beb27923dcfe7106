import { spokenDays } from '../../domain/spoken';
import { dayOf } from '../../domain/day-range';
import { SEARCH_ATTRIBUTES } from '../../search-attributes';
import type { Facts } from './facts';

/** What was looked at, how it is, and what to do about it. */
export interface CheckUp {
  readonly check: string;
  /** `note`: it works, and there is something to know. `unknown`: something else has to be mended first. */
  readonly state: 'ok' | 'note' | 'failed' | 'unknown';
  readonly words: string;
  readonly remedy?: string | undefined;
}

/** S3 refuses requests of a clock that is wrong by 15 minutes; long before that, times in logs mislead. */
const MOST_SKEW_MS = 60_000;

/** Judge a set-up by what was found out. */
export function checkUps(facts: Facts): CheckUp[] {
  return [
    temporalCheck(facts),
    workerCheck(facts),
    versionCheck(facts),
    twilioCheck(facts),
    clockCheck(facts),
    quotaCheck(facts),
    ...archiveChecks(facts),
    searchCheck(facts),
  ];
}

function temporalCheck({ temporal }: Facts): CheckUp {
  const check = 'Temporal';
  if (temporal.problem !== undefined) return { check, state: 'failed', words: temporal.problem };
  const { address, namespace, serverVersion, retentionDays } = temporal;
  const kept =
    retentionDays === undefined ? '' : `; it remembers closed exports for ${spokenDays(retentionDays)}`;
  return {
    check,
    state: 'ok',
    words: `Server ${serverVersion} at ${address}, namespace ${namespace}${kept}.`,
  };
}

function workerCheck({ worker, account }: Facts): CheckUp {
  const check = 'Worker';
  if (!worker) return unknown(check, 'Temporal');
  if ('problem' in worker) {
    const remedy = `Start one with DAYHAUL_ACCOUNT=${account}: node lib/worker.js. If one runs, compare its DAYHAUL_ACCOUNT and TEMPORAL_* with the starter's.`;
    return { check, state: 'failed', words: worker.problem, remedy };
  }
  return { check, state: 'ok', words: `A worker for ${worker.accountSid} at ${worker.origin} answers.` };
}

function versionCheck({ worker, starterVersion }: Facts): CheckUp {
  const check = 'Version';
  if (!worker || 'problem' in worker) return unknown(check, 'worker');
  if (worker.version === starterVersion)
    return { check, state: 'ok', words: `${starterVersion} everywhere.` };
  const words = `The starter is ${starterVersion}, the worker ${worker.version}.`;
  return { check, state: 'failed', words, remedy: 'Bring both to the newer version; running exports go on.' };
}

function twilioCheck({ worker }: Facts): CheckUp {
  const check = 'Twilio';
  if (!worker || 'problem' in worker) return unknown(check, 'worker');
  const { twilio, accountSid } = worker;
  if (twilio.problem !== undefined) return { check, state: 'failed', words: twilio.problem };
  return { check, state: 'ok', words: `It answers, and takes the credentials of ${accountSid}.` };
}

function clockCheck({ worker, starterMs }: Facts): CheckUp {
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

function quotaCheck({ worker, quota }: Facts): CheckUp {
  const check = 'Quota';
  if (!worker || 'problem' in worker) return unknown(check, 'worker');
  const { days: workersLimit, group } = worker.quota;
  const limit = quota?.limit ?? workersLimit;
  const nowMs = worker.twilio.problem === undefined ? worker.twilio.nowMs : worker.workerMs;
  const today = dayOf(nowMs);
  const { closedBecause, grantedDays } =
    quota?.utcDay === today ? quota : { closedBecause: undefined, grantedDays: 0 };
  const remedy = 'Exports wait for 00:00 UTC by themselves. Who has it: node lib/starter.js quota show';
  if (closedBecause !== undefined) {
    return {
      check,
      state: 'note',
      words: `Nothing more is requested on ${today} (UTC): ${closedBecause}`,
      remedy,
    };
  }
  if (limit === 'none') return { check, state: 'ok', words: `Group ${group} has no limit.` };
  const left = Math.max(limit - grantedDays, 0);
  const words = `${left} of ${spokenDays(limit)} are left on ${today} (UTC) to group ${group}.`;
  return left > 0 ? { check, state: 'ok', words } : { check, state: 'note', words, remedy };
}

function archiveChecks({ worker }: Facts): CheckUp[] {
  if (!worker || 'problem' in worker) return [];
  return worker.archives.map(({ place, problem }) => ({
    check: 'Archive',
    state: problem === undefined ? 'ok' : 'failed',
    words: problem ?? `The worker can write to ${place}.`,
  }));
}

function searchCheck({ searchAttributes }: Facts): CheckUp {
  const check = 'Search';
  if (!searchAttributes) return unknown(check, 'Temporal');
  if ('problem' in searchAttributes) return { check, state: 'note', words: searchAttributes.problem };
  const { missing, mistyped } = searchAttributes;
  if (mistyped.length > 0) {
    const types = mistyped.map((name) => `${name} (${SEARCH_ATTRIBUTES[name]})`).join(', ');
    const words = `Search attributes of another type than Dayhaul's: ${mistyped.join(', ')}.`;
    return {
      check,
      state: 'failed',
      words,
      remedy: `Remove them from the namespace, then node lib/starter.js setup adds ${types}.`,
    };
  }
  if (missing.length > 0) {
    const words = "Temporal's list cannot be searched by what is missing; everything else works.";
    return { check, state: 'note', words, remedy: 'node lib/starter.js setup' };
  }
  return { check, state: 'ok', words: 'Exports are found by phase, days and what is missing.' };
}

function unknown(check: string, first: string): CheckUp {
  return {
    check,
    state: 'unknown',
    words: `Not looked at: it takes ${first === 'worker' ? 'a worker' : first}.`,
  };
}
