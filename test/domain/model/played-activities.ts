import { LOOK_MAX_AGE_MS } from '../../../src/activities/submission/find-own-job';
import type { Reserved } from '../../../src/activities/submission/reserve-days';
import type { SubmitResult } from '../../../src/activities/submission/submit-job';
import type { QuotaCall, Reservation } from '../../../src/domain/quota/protocol';
import { isQuotaRefusal, signatureOf } from '../../../src/domain/quota/refusals';
import { isWithinDay } from '../../../src/domain/quota/utc-day';
import type { Day, DayRange } from '../../../src/domain/days/day-range';
import type { ExportOptions } from '../../../src/domain/request/export-options';
import { readReport, unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import type { JobSnapshot } from '../../../src/domain/twilio/job-snapshot';
import { isLeftBehind, type Holder, type Lease } from '../../../src/domain/quota/lease';
import type { OpenJob } from '../../../src/domain/ledger/ledger';
import { findSubmission } from '../../../src/domain/twilio/find-submission';
import type { WaitForTurn } from '../../../src/domain/plan/next-submission';
import type { Findings } from '../../../src/domain/twilio/survey';
import { friendlyNameOf } from '../../../src/contract/ids';
import type { ResourceType } from '../../../src/domain/twilio/resource-type';
import { SECOND } from '../support/instants';
import { NOW, type Luck, type Place, type Played } from './place';
import { findAtTwilio } from './played-looks';
import type { CreateRequest, SharedTwilio, Sight } from './shared-twilio';

/** What both activities of a submission are told. */
interface Asked {
  readonly holder: Holder;
  readonly turn: number;
  readonly chunk: DayRange;
  readonly submission: number;
  readonly options: ExportOptions;
}

/** A worker that needs longer from a look to its create is taken for dead. */
const ALIVE_MS = 10 * SECOND;

/** Reserve days of the quota, or learn what stands in the way; with `wait`, come back when there are some. */
export function* reserveDays(
  place: Place,
  asked: Asked & { readonly wait?: WaitForTurn | undefined },
): Played<Reserved> {
  let { wait } = asked;
  for (;;) {
    const { sight } = yield wait ? Math.min(wait.untilMs, place.twilio.nowMs + asked.options.pollMaxMs) : NOW;
    const reserved = yield* askForTurn(place, asked, sight);
    yield NOW;
    if (reserved.kind !== 'wait' || !asked.wait) return reserved;
    wait = reserved.turn;
  }
}

function* askForTurn(place: Place, asked: Asked, sight: Sight): Played<Reserved> {
  const { twilio, quotaDays: limit } = place;
  const { holder, turn, chunk: wanted, submission, options } = asked;
  const { nowMs } = twilio.list(holder.resourceType, sight);
  const { newestFirst, ambiguityWaitMs } = options;
  const listedAfterMs = ambiguityWaitMs + LOOK_MAX_AGE_MS;
  const answer = place.call({
    call: 'reserve',
    request: { holder, turn, wanted, newestFirst, submission, nowMs, limit, reserve: 0, listedAfterMs },
  });
  const soon = { why: 'Others go first.', untilMs: nowMs + 2 * SECOND };
  switch (answer?.kind) {
    case 'granted':
      return { ...answer, nowMs };
    case 'spent':
      return { kind: 'wait', turn: answer, nowMs };
    case 'inLine':
      return { kind: 'wait', turn: soon, nowMs };
    case 'leased': {
      const { lease } = answer;
      const findings = meetLease(place, asked, lease);
      if (findings) return { kind: 'found', findings, nowMs };
      const isOrphan = isLeftBehind(lease, holder) || place.isGone(lease.holder.workflowId);
      if (!lease.jobSid && isOrphan) yield* clearUp(place, lease);
      return { kind: 'wait', turn: soon, nowMs };
    }
    case 'outdated':
    case undefined:
      throw new Error(`Turn ${turn} of ${holder.nonce} is ${answer?.kind ?? 'not answered'}.`);
  }
}

/** What a job has of the days that its maker still holds. */
function meetLease(
  { twilio }: Place,
  { holder, chunk, options }: Asked,
  { jobSid }: Lease,
): Findings | undefined {
  const job = jobSid === undefined || options.fresh ? undefined : twilio.fetch(jobSid);
  if (!job) return undefined;
  const list = { value: [job], nowMs: twilio.nowMs };
  const findings = findAtTwilio(twilio, holder.resourceType, list, chunk, holder);
  return isEmptyHanded(findings) ? undefined : findings;
}

function* clearUp(place: Place, { holder, turn, range, submission, listedAfterMs }: Lease): Played<void> {
  const { sight } = yield place.twilio.nowMs + listedAfterMs;
  const { value: jobs, nowMs } = place.twilio.list(holder.resourceType, { ...sight, ageMs: 0 });
  const job = findSubmission(jobs, friendlyNameOf(holder.nonce, range, submission), range);
  const reservation = { nonce: holder.nonce, turn };
  place.call(
    job
      ? { call: 'settle', reservation, jobSid: job.jobSid, endsAtMs: nowMs + listedAfterMs }
      : { call: 'returnDays', reservation },
  );
}

interface Submitting extends Asked {
  readonly utcDay: Day;
  readonly isUnlimited: boolean | undefined;
  readonly wasRefused: boolean | undefined;
  /** Twilio's clock as the export last read it. */
  readonly notBeforeMs: number;
  /** The first try looks once; a later one does not know whether a create left. */
  readonly isFirstTry: boolean;
}

/** Look, then create, and tell the quota. Undefined when the worker was too slow, or heard no answer. */
export function* submitJob(place: Place, asked: Submitting): Played<SubmitResult | undefined> {
  const { twilio } = place;
  const { holder, chunk, options, notBeforeMs } = asked;
  const { resourceType } = holder;
  const { list, knownUntilMs } = yield* asked.isFirstTry ? look(place, asked) : lookLong(place, asked);
  const lookedAtMs = twilio.nowMs;
  const { nowMs } = list;
  const own = ownJob(list.value, asked);
  if (own) return yield* submitted(place, asked, own.jobSid, notBeforeMs, nowMs);

  const findings = options.fresh ? NOTHING : findAtTwilio(twilio, resourceType, list, chunk, holder);
  if (!isEmptyHanded(findings)) return yield* returning(place, asked, { kind: 'found', findings, nowMs });
  const stillHolds =
    asked.isFirstTry ||
    place.call({ call: 'confirm', reservation: reservationOf(asked) })?.kind === 'granted';
  if (!isWithinDay(asked.utcDay, nowMs, asked.isUnlimited) || !stillHolds) {
    return yield* returning(place, asked, { kind: 'late', nowMs });
  }

  const luck = yield NOW;
  if (twilio.nowMs > lookedAtMs + ALIVE_MS) return undefined;
  const request = { resourceType, range: chunk, friendlyName: nameOf(asked) };
  const created = create(place, options.fresh ? request : { ...request, knownUntilMs }, luck);
  if (!created) return undefined;
  yield NOW;
  if ('jobSid' in created) return yield* submitted(place, asked, created.jobSid, twilio.nowMs, twilio.nowMs);

  const { utcDay } = asked;
  const { message: words } = created;
  if (isQuotaRefusal(created)) {
    yield* telling(place, { call: 'closeDay', utcDay, why: words });
    return yield* returning(place, asked, { kind: 'late', nowMs });
  }
  const refusal = { range: chunk, resourceType, signature: signatureOf(created) };
  if (!asked.wasRefused) yield* telling(place, { call: 'recordDoubt', utcDay, refusal, words });
  return yield* returning(place, asked, { kind: 'refused', words, nowMs });
}

function* look({ twilio }: Place, { holder }: Submitting): Played<Look> {
  const { sight } = yield NOW;
  return lookAt(twilio, holder.resourceType, sight);
}

/** Three looks over the ambiguity wait, but that the first that finds the job is enough. */
function* lookLong({ twilio }: Place, asked: Submitting): Played<Look> {
  const { holder, options } = asked;
  let dueMs = NOW;
  for (let lookNumber = 1; ; lookNumber++) {
    const { sight } = yield dueMs;
    const looked = lookAt(twilio, holder.resourceType, { ...sight, ageMs: 0 });
    if (lookNumber === 3 || ownJob(looked.list.value, asked)) return looked;
    dueMs = twilio.nowMs + options.ambiguityWaitMs / 2;
  }
}

interface Look {
  readonly list: ReturnType<SharedTwilio['list']>;
  readonly knownUntilMs: number;
}

function lookAt(twilio: SharedTwilio, resourceType: ResourceType, sight: Sight): Look {
  const knownUntilMs = twilio.nowMs - sight.ageMs - sight.behindMs;
  return { list: twilio.list(resourceType, sight), knownUntilMs };
}

function create({ twilio }: Place, request: CreateRequest, luck: Luck) {
  switch (luck.create) {
    case 'answered':
      return twilio.create(request);
    case 'answerLost':
      twilio.createLater(request, luck.delayMs);
      return undefined;
    case 'neverSent':
      return undefined;
  }
}

function* submitted(
  place: Place,
  asked: Submitting,
  jobSid: string,
  submittedAtMs: number,
  nowMs: number,
): Played<SubmitResult> {
  const endsAtMs = nowMs + asked.options.ambiguityWaitMs + LOOK_MAX_AGE_MS;
  yield* telling(place, { call: 'settle', reservation: reservationOf(asked), jobSid, endsAtMs });
  return { kind: 'submitted', submission: { jobSid, range: asked.chunk, submittedAtMs }, nowMs };
}

function* returning(place: Place, asked: Submitting, result: SubmitResult): Played<SubmitResult> {
  yield* telling(place, { call: 'returnDays', reservation: reservationOf(asked) });
  return result;
}

function* telling(place: Place, call: QuotaCall): Played<void> {
  place.call(call);
  yield NOW;
}

interface Cancelling {
  readonly holder: Holder;
  readonly turn: number;
  readonly jobs: readonly OpenJob[];
}

/** Delete jobs and see them gone; the last reports tell what was final before. */
export function* cancelJobs(place: Place, { holder, turn, jobs }: Cancelling): Played<JobReport[]> {
  const { twilio } = place;
  const reports = new Map<string, JobReport>();
  yield NOW;
  place.call({ call: 'returnDays', reservation: { nonce: holder.nonce, turn } });
  for (let left = jobs; left.length > 0; left = left.filter(({ jobSid }) => !isGone(reports.get(jobSid)))) {
    const { sight } = yield NOW;
    for (const { jobSid } of left) twilio.delete(jobSid);
    const { value: listed, nowMs } = twilio.list(holder.resourceType, { ...sight, ageMs: 0 });
    for (const { jobSid, range } of left) {
      const job = listed.find((other) => other.jobSid === jobSid);
      reports.set(jobSid, job ? readReport(job, range, nowMs) : unseenReport(jobSid, nowMs));
    }
  }
  return [...reports.values()];
}

function isGone(report: JobReport | undefined): boolean {
  return report !== undefined && (report.isOver || !report.isSeen);
}

const NOTHING: Findings = { exported: [], empty: [], jobs: [] };

function isEmptyHanded({ exported, empty, jobs }: Findings): boolean {
  return exported.length + empty.length + jobs.length === 0;
}

function ownJob(jobs: readonly JobSnapshot[], asked: Submitting): JobSnapshot | undefined {
  return findSubmission(jobs, nameOf(asked), asked.chunk);
}

function nameOf({ holder, chunk, submission }: Submitting): string {
  return friendlyNameOf(holder.nonce, chunk, submission);
}

function reservationOf({ holder, turn }: Submitting): Reservation {
  return { nonce: holder.nonce, turn };
}
