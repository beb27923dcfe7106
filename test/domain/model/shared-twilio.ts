import { addDays, countDays, dayOf, daysOf, type Day, type DayRange } from '../../../src/domain/days/day-range';
import type { RefusedCreate } from '../../../src/domain/quota/refusals';
import type { DayFile, JobSnapshot } from '../../../src/domain/twilio/job-snapshot';
import { newestExportableDay } from '../../../src/domain/twilio/limits';
import type { ResourceType } from '../../../src/domain/twilio/resource-type';
import { SECOND } from '../support/instants';
import type { Fate } from '../support/naive-twilio';
import { endOf, filesOf, isUnderWay, isUnfinished, KEPT_MS, newJob, snapshotOf, type Details, type SharedJob } from './shared-job';

/** A request for a job, and what was known when it was made. */
export interface CreateRequest {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly friendlyName: string;
  /** The look before it told what had happened until then; absent when whoever asks does not care. */
  readonly knownUntilMs?: number | undefined;
}

/** How a look at the job list falls out: the list may be a while old, behind what happened, and say little of days. */
export interface View {
  readonly ageMs: number;
  readonly behindMs: number;
  readonly details: Details;
}

export const CLEAR_VIEW: View = { ageMs: 0, behindMs: 0, details: 'whole' };

/** What each Twilio is like. */
export interface TwilioConfig {
  readonly nowMs: number;
  readonly quotaDays: number;
  readonly fates: ReadonlyMap<Day, Fate>;
  /** Days it takes in no job, for a reason nobody documented. */
  readonly refusedDays: readonly Day[];
}

/**
 * A Twilio of several exports and other people, with a clock, a quota, day files that expire and a job list that is behind. It
 * keeps the truth by which exports are judged.
 */
export class SharedTwilio {
  readonly jobs: SharedJob[] = [];
  /** Requests for days that were under way, or whose file was there, as could be known. */
  readonly needless: string[] = [];
  /** On which UTC days a job of ours was refused for the quota. */
  readonly quotaRefusals: Day[] = [];
  #nowMs: number;
  readonly #config: TwilioConfig;
  readonly #onTheirWay: { readonly request: CreateRequest; readonly arrivesAtMs: number }[] = [];
  readonly #spentByOthers = new Map<Day, number>();

  constructor(config: TwilioConfig) {
    this.#config = config;
    this.#nowMs = config.nowMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Let time pass; what was on its way arrives. */
  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (const arriving of this.#onTheirWay.filter(({ arrivesAtMs }) => arrivesAtMs <= untilMs)) {
      this.#onTheirWay.splice(this.#onTheirWay.indexOf(arriving), 1);
      this.#nowMs = Math.max(this.#nowMs, arriving.arrivesAtMs);
      this.create(arriving.request);
    }
    this.#nowMs = untilMs;
  }

  /** A create that takes a while, and whose reply nobody hears. */
  createLater(request: CreateRequest, delayMs: number): void {
    this.#onTheirWay.push({ request, arrivesAtMs: this.#nowMs + delayMs });
  }

  create(request: CreateRequest): JobSnapshot | RefusedCreate {
    const { resourceType, range } = request;
    const { fates } = this.#config;
    if (range.endDay > newestExportableDay(this.#nowMs)) throw new Error(`${range.endDay} was asked for early.`);
    if (countDays(range) > this.#daysLeft()) {
      if (isOurs(request)) this.quotaRefusals.push(dayOf(this.#nowMs));
      return { httpStatus: 400, message: 'The limit of days per calendar day is reached.' };
    }
    if (daysOf(range).some((day) => this.refuses(day))) return { httpStatus: 400, message: 'Bad request.' };

    const needless = daysOf(range).filter((day) => this.#isNeedless(request, day));
    if (needless.length > 0) this.needless.push(`${request.friendlyName}: ${needless.join()}`);
    const jobSid = `JS${this.jobs.length + 1}`;
    const job = newJob({ ...request, jobSid, createdAtMs: this.#nowMs }, (day) => {
      const fate = fates.get(day) ?? [];
      return fate[this.timesAsked(resourceType, day)] ?? fate.at(-1) ?? 'Completed';
    });
    this.jobs.push(job);
    return snapshotOf(job, this.#nowMs, 'whole');
  }

  list(resourceType: ResourceType, view: View): { readonly value: readonly JobSnapshot[]; readonly nowMs: number } {
    const askedAtMs = this.#nowMs - view.ageMs;
    const asOfMs = askedAtMs - view.behindMs;
    const listed = this.#jobsOf(resourceType).filter((job) => job.createdAtMs <= asOfMs && asOfMs < endOf(job) + KEPT_MS);
    const value = listed.map((job) => snapshotOf(job, asOfMs, view.details));
    return { value, nowMs: Math.floor(askedAtMs / SECOND) * SECOND };
  }

  fetch(jobSid: string): JobSnapshot | undefined {
    const job = this.jobs.find((other) => other.jobSid === jobSid);
    return job && this.#nowMs < endOf(job) + KEPT_MS ? snapshotOf(job, this.#nowMs, 'whole') : undefined;
  }

  delete(jobSid: string): void {
    const job = this.jobs.find((other) => other.jobSid === jobSid);
    if (job && isUnfinished(job, this.#nowMs)) job.deletedAtMs ??= this.#nowMs;
  }

  files(resourceType: ResourceType): DayFile[] {
    const made = this.#jobsOf(resourceType).flatMap((job) => filesOf(job, this.#nowMs));
    const live = made.filter(({ atMs }) => this.#nowMs < atMs + KEPT_MS);
    return live.map(({ day, atMs }) => ({ day, size: 398, createdOn: dayOf(atMs) }));
  }

  /** Days that others take from the quota, as far as they are left. */
  spend(days: number): void {
    const utcDay = dayOf(this.#nowMs);
    const before = this.#spentByOthers.get(utcDay) ?? 0;
    this.#spentByOthers.set(utcDay, before + Math.min(days, this.#daysLeft()));
  }

  /** Whether no job is taken that has a day. */
  refuses(day: Day): boolean {
    return this.#config.refusedDays.includes(day);
  }

  /** Whether there ever was a file of a day. */
  hadFile(resourceType: ResourceType, day: Day): boolean {
    return this.#jobsOf(resourceType).some((job) => filesOf(job, this.#nowMs).some((file) => file.day === day));
  }

  timesAsked(resourceType: ResourceType, day: Day): number {
    return this.#jobsOf(resourceType).filter(({ endings }) => endings.has(day)).length;
  }

  /** How many days were requested in jobs whose name begins so. */
  requestedAs(prefix: string): number {
    return sumOfDays(this.jobs.filter(({ friendlyName }) => friendlyName.startsWith(prefix)));
  }

  spentByUs(utcDay: Day): number {
    return sumOfDays(this.#createdOn(utcDay).filter(isOurs));
  }

  spentByOthers(utcDay: Day): number {
    const inJobs = sumOfDays(this.#createdOn(utcDay).filter((job) => !isOurs(job)));
    return inJobs + (this.#spentByOthers.get(utcDay) ?? 0);
  }

  #daysLeft(): number {
    const utcDay = dayOf(this.#nowMs);
    return this.#config.quotaDays - this.spentByUs(utcDay) - this.spentByOthers(utcDay);
  }

  #createdOn(utcDay: Day): SharedJob[] {
    return this.jobs.filter(({ createdOn }) => createdOn === utcDay);
  }

  #jobsOf(resourceType: ResourceType): SharedJob[] {
    return this.jobs.filter((job) => job.resourceType === resourceType);
  }

  /** Others' jobs are known from looks alone; for those of ours there are leases, too. */
  #isNeedless({ resourceType, knownUntilMs }: CreateRequest, day: Day): boolean {
    if (knownUntilMs === undefined) return false;
    const known = this.#jobsOf(resourceType).filter(
      (job) => job.endings.has(day) && (isOurs(job) || job.createdAtMs <= knownUntilMs),
    );
    return known.some((job) => isUnderWay(job, day, this.#nowMs) || this.#hasYoungFile(job, day));
  }

  /** Whether a job made a file of a day that stays until this UTC day is over. */
  #hasYoungFile(job: SharedJob, day: Day): boolean {
    const madeAfter = addDays(dayOf(this.#nowMs), -7);
    return filesOf(job, this.#nowMs).some((file) => file.day === day && dayOf(file.atMs) > madeAfter);
  }
}

function isOurs({ friendlyName }: Pick<CreateRequest, 'friendlyName'>): boolean {
  return friendlyName.startsWith('dayhaul ');
}

function sumOfDays(jobs: readonly SharedJob[]): number {
  return jobs.reduce((days, { endings }) => days + endings.size, 0);
}
