import { activityInfo, cancellationSignal, sleep } from '@temporalio/activity';
import { FAILURE } from '../../contract/failure-types';
import { friendlyNameOf } from '../../contract/ids';
import type { DayRange } from '../../domain/days/day-range';
import { describeTurn, nextLook } from '../../domain/describe/wait';
import type { WaitForTurn } from '../../domain/plan/next-submission';
import { isLeftBehind, type Holder, type Lease } from '../../domain/quota/lease';
import type { ReserveAnswer, ReserveRequest } from '../../domain/quota/protocol';
import type { ExportOptions } from '../../domain/request/export-options';
import { findSubmission } from '../../domain/twilio/find-submission';
import type { Findings } from '../../domain/twilio/survey';
import { assertBinding, type Binding } from '../attempt/binding';
import { translatingErrors } from '../attempt/failure-mapping';
import { notYet } from '../attempt/not-yet';
import { withHeartbeat } from '../attempt/with-heartbeat';
import type { ActivityPlace } from '../dependencies';
import { findAtTwilio, isEmptyHanded } from '../survey/find-at-twilio';
import { LOOK_MAX_AGE_MS } from './find-own-job';
import { callQuota, isGone, reserveAtQuota } from './quota-client';

export interface ReserveDaysInput {
  readonly binding: Binding;
  readonly holder: Holder;
  readonly turn: number;
  readonly chunk: DayRange;
  readonly submission: number;
  readonly options: Pick<
    ExportOptions,
    'pollMinMs' | 'pollMaxMs' | 'ambiguityWaitMs' | 'newestFirst' | 'fresh' | 'lookback'
  >;
  /** Set for a schedule's export, for which the reserve is kept. */
  readonly isScheduled?: boolean | undefined;
  /** What was waited for when it was asked last; to wait for that is no news. */
  readonly wait?: (WaitForTurn & { readonly knownNowMs: number }) | undefined;
}

/** What became of the wish to request days; each with Twilio's clock, milliseconds since 1970. */
export type Reserved = { readonly nowMs: number } & (
  | Extract<ReserveAnswer, { kind: 'granted' }>
  | { readonly kind: 'wait'; readonly turn: WaitForTurn }
  /** Others have asked for some of the days already. */
  | { readonly kind: 'found'; readonly findings: Findings }
);

/** Who is to be served soon asks again after this long at most. */
const SHORT_WAIT_MS = 2000;

/** The clock is cut to whole seconds; asking again sooner than this tells nothing new. */
const SHORTEST_WAIT_MS = 250;

/**
 * Reserve days of the quota: as many of the chunk's first days as may be requested now, on the UTC day of Twilio's
 * clock. With `wait` it comes back when there are some, or when it waits for something else than before; each attempt
 * until then fails with a sentence for people.
 */
export function reserveDays(place: ActivityPlace) {
  return (input: ReserveDaysInput): Promise<Reserved> => {
    const { pollMinMs } = input.options;
    assertBinding(place.api, input.binding, pollMinMs);
    if (input.wait && activityInfo().attempt === 1) {
      return Promise.reject(waiting(input, input.wait, input.wait.knownNowMs));
    }
    return withHeartbeat(() =>
      translatingErrors(
        () => pollMinMs,
        async () => {
          const reserved = await askForTurn(place, input);
          const isAsBefore = reserved.kind === 'wait' && reserved.turn.why === input.wait?.why;
          if (isAsBefore) throw waiting(input, reserved.turn, reserved.nowMs);
          return reserved;
        },
      ),
    );
  };
}

async function askForTurn(place: ActivityPlace, input: ReserveDaysInput): Promise<Reserved> {
  const { api, quota } = place;
  const { holder, chunk } = input;
  const signal = cancellationSignal();
  const { nowMs } = await api.listJobs(holder.resourceType, { signal, maxAgeMs: LOOK_MAX_AGE_MS });
  const answer = await reserveAtQuota(quota, await requestOf(place, input, nowMs));
  const soonMs = nowMs + Math.min(SHORT_WAIT_MS, input.options.pollMinMs);
  switch (answer.kind) {
    case 'granted':
      return { ...answer, nowMs };
    case 'spent':
      return { kind: 'wait', turn: { why: answer.why, untilMs: answer.untilMs }, nowMs };
    case 'inLine':
      return {
        kind: 'wait',
        turn: { why: 'Exports that have waited longer go first.', untilMs: soonMs },
        nowMs,
      };
    case 'outdated':
      throw new Error(`Reserving ${chunk.startDay}..${chunk.endDay}: a later reservation was made since.`);
    case 'leased':
      return meetLease(place, input, answer.lease, { nowMs, soonMs });
  }
}

/** Another export has the first of the days: adopt its job, wait for it to be made, or clear up after its end. */
async function meetLease(
  place: ActivityPlace,
  input: ReserveDaysInput,
  lease: Lease,
  { nowMs, soonMs }: { readonly nowMs: number; readonly soonMs: number },
): Promise<Reserved> {
  const { api } = place;
  const { holder, chunk, options } = input;
  if (lease.jobSid !== undefined && !options.fresh) {
    const { value: job, nowMs: fetchedMs } = await api.fetchJob(lease.jobSid, {
      signal: cancellationSignal(),
    });
    const list = { value: job ? [job] : [], nowMs: fetchedMs };
    const findings = await findAtTwilio(api, holder, list, chunk, { lookback: options.lookback });
    if (!isEmptyHanded(findings)) return { kind: 'found', findings, nowMs: fetchedMs };
  }
  if (
    lease.jobSid === undefined &&
    (isLeftBehind(lease, holder) || (await isGone(lease.holder.workflowId)))
  ) {
    await clearUp(place, lease);
  }
  const why = `Some of the days are being requested by ${lease.holder.workflowId}.`;
  return { kind: 'wait', turn: { why, untilMs: soonMs }, nowMs };
}

/** The export that reserved has ended, perhaps with a create on its way: one more look, once it would be listed. */
async function clearUp(
  { api, quota }: ActivityPlace,
  { holder, turn, range, submission, listedAfterMs }: Lease,
) {
  await sleep(listedAfterMs);
  const { value: jobs, nowMs } = await api.listJobs(holder.resourceType, { signal: cancellationSignal() });
  const job = findSubmission(jobs, friendlyNameOf(holder.nonce, range, submission), range);
  const reservation = { nonce: holder.nonce, turn };
  await callQuota(
    quota,
    job
      ? { call: 'settle', reservation, jobSid: job.jobSid, endsAtMs: nowMs + listedAfterMs }
      : { call: 'returnDays', reservation },
  );
}

/** Days kept for schedules where there are any: a night of every type, and a few that failed. */
const RESERVE_FOR_SCHEDULES = 10;

async function reserveAgainst({ quota, hasSchedule }: ActivityPlace, { isScheduled }: ReserveDaysInput) {
  if (isScheduled || quota.days === 'none') return 0;
  if (quota.reserve !== undefined) return quota.reserve;
  const most = quota.days - 1;
  return (await hasSchedule()) ? Math.min(RESERVE_FOR_SCHEDULES, most) : 0;
}

async function requestOf(
  place: ActivityPlace,
  input: ReserveDaysInput,
  nowMs: number,
): Promise<ReserveRequest> {
  const { holder, turn, chunk: wanted, submission, options } = input;
  const { newestFirst, ambiguityWaitMs } = options;
  const { days: limit } = place.quota;
  const reserve = await reserveAgainst(place, input);
  const listedAfterMs = ambiguityWaitMs + LOOK_MAX_AGE_MS;
  return { holder, turn, wanted, newestFirst, submission, nowMs, limit, reserve, listedAfterMs };
}

function waiting({ chunk, options }: ReserveDaysInput, turn: WaitForTurn, nowMs: number): Error {
  const waitMs = Math.min(Math.max(turn.untilMs - nowMs, SHORTEST_WAIT_MS), options.pollMaxMs);
  return notYet(FAILURE.notYetTime, `${describeTurn(chunk, turn)} ${nextLook(waitMs)}`, waitMs);
}
