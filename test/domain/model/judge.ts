import { isNamedBy } from '../../../src/contract/ids';
import { entriesOf } from '../../../src/domain/days/day-map';
import { dayOf, daysOf, overlap, type Day } from '../../../src/domain/days/day-range';
import type { DayState } from '../../../src/domain/ledger/day-state';
import { isSettled, type Ledger } from '../../../src/domain/ledger/ledger';
import type { Environment } from './environment';
import type { ModelExport, ModelRequest } from './model-export';
import { isUnfinished } from './shared-job';

interface Seen {
  readonly map: Ledger['days'];
  readonly resubmissions: number;
  readonly days: readonly DayState[];
}

/** Holds every claim that is true of exports whatever happens against the truth of Twilio. */
export class Judge {
  readonly #environment: Environment;
  /** Where the days of each export stood before, and how often missing ones had been asked for again. */
  readonly #before = new Map<ModelExport, Seen>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  judge(exports: readonly ModelExport[]): void {
    this.#judgeRequests();
    this.#judgeLeases();
    for (const modelExport of exports) {
      if (this.#before.get(modelExport)?.map !== modelExport.ledger.days) this.#judgeDays(modelExport);
      this.#judgeAccount(modelExport);
    }
  }

  /** What must be true of exports that came to their end by themselves. */
  judgeEnds(exports: readonly ModelExport[]): void {
    for (const { ledger, request, isTerminated, isCancelling } of exports) {
      if (isTerminated) continue;
      claim('every export is settled in the end', isSettled(ledger), ledger);
      for (const { range, value } of entriesOf(ledger.days)) {
        for (const day of daysOf(range)) {
          const hasReason = this.#isJust(value, day, request, isCancelling);
          claim('every day ends for a reason that Twilio knows', hasReason, { day, value });
        }
      }
    }
  }

  #judgeRequests(): void {
    const { twilio, quota, quotaDays } = this.#environment;
    claim('no day is requested that is under way or there', twilio.needless.length === 0, twilio.needless);
    const spentToday = dayOf(twilio.nowMs) === quota.utcDay ? twilio.spentByUs(quota.utcDay) : 0;
    claim('what was requested today was granted', spentToday <= quota.grantedDays, { spentToday, quota });
    claim('no more is granted than the limit', quota.grantedDays <= quotaDays, quota);
    const groundless = twilio.quotaRefusals.filter((utcDay) => twilio.spentByOthers(utcDay) === 0);
    claim('no create exceeds the quota by our own doing', groundless.length === 0, groundless);
  }

  #judgeLeases(): void {
    const { leases } = this.#environment.quota;
    for (const [index, lease] of leases.entries()) {
      const rival = leases
        .slice(index + 1)
        .find(
          ({ holder, range }) =>
            holder.nonce !== lease.holder.nonce && holder.resourceType === lease.holder.resourceType && overlap(range, lease.range),
        );
      claim('no day is leased to two', rival === undefined, { lease, rival });
    }
  }

  #judgeDays(modelExport: ModelExport): void {
    const { ledger, request, resubmissions } = modelExport;
    const { range, options, holder } = request;
    const entries = entriesOf(ledger.days);
    const days = entries.flatMap((entry) => daysOf(entry.range));
    claim('every day stands once', days.join() === daysOf(range).join(), days);

    const states = entries.flatMap((entry) => daysOf(entry.range).map(() => entry.value));
    const before = this.#before.get(modelExport);
    for (const [index, day] of days.entries()) {
      const dayState = states[index];
      const earlier = before?.days[index];
      const isAskedAgain = earlier?.state === 'missing' && before?.resubmissions !== resubmissions;
      const isKept = !isFinished(earlier) || JSON.stringify(earlier) === JSON.stringify(dayState);
      claim('a settled day does not change by itself', isAskedAgain || isKept, { day, earlier, state: dayState });
      if (!dayState) continue;
      const attempts = 'attempts' in dayState ? dayState.attempts : 0;
      claim('attempts are as many as may be', attempts <= options.maxAttempts, { day, state: dayState });
      const hasFile = dayState.state !== 'exported' || this.#environment.twilio.hadFile(holder.resourceType, day);
      claim('no day is exported without a file', hasFile, { day, nonce: holder.nonce });
    }
    this.#before.set(modelExport, { map: ledger.days, resubmissions, days: states });
  }

  #judgeAccount(modelExport: ModelExport): void {
    const { twilio } = this.#environment;
    const { isRunning, isSubmitting, isCancelling, isTerminated, wasForgotten, ledger, request } = modelExport;
    const { nonce } = request.holder;
    const ownJobs = ledger.jobs.filter(({ isAdopted }) => !isAdopted);
    claim('no more jobs are open than may be', ownJobs.length <= request.options.openJobs, ledger);
    claim('a fresh export adopts nothing', !request.options.fresh || ledger.adoptedDays === 0, ledger);
    if (isTerminated || wasForgotten || isSubmitting) return;
    const requestedDays = twilio.requestedAs(`dayhaul ${nonce} `);
    claim('the days requested are those that Twilio counts', ledger.requestedDays === requestedDays, {
      nonce,
      requestedDays,
      ledger,
    });
    if (!isCancelling || isRunning) return;
    const left = twilio.jobs.filter((job) => isNamedBy(nonce, job.friendlyName) && isUnfinished(job, twilio.nowMs));
    claim('a cancelled export leaves no job of its own unfinished', left.length === 0, left);
  }

  #isJust(dayState: DayState, day: Day, { holder, options }: ModelRequest, isCancelling: boolean): boolean {
    const { twilio } = this.#environment;
    const { nonce, resourceType } = holder;
    const jobs = twilio.jobs.filter((job) => job.resourceType === resourceType && job.endings.has(day));
    const own = jobs.filter((job) => isNamedBy(nonce, job.friendlyName));
    if (dayState.state === 'exported' || dayState.state === 'delivered') return twilio.hadFile(resourceType, day);
    if (dayState.state === 'empty') {
      return jobs.some(({ endings }) => endings.get(day)?.status === 'CompletedEmptyRecords');
    }
    if (dayState.state !== 'missing') return false;
    switch (dayState.reason) {
      case 'exhausted':
      case 'vanished':
      case 'unnamed':
        return dayState.attempts === options.maxAttempts && own.length >= dayState.attempts;
      case 'deletedAtTwilio':
        return own.some(({ deletedAtMs }) => deletedAtMs !== undefined);
      case 'refused':
        return twilio.refuses(day);
      case 'undeliverable':
      case 'unreadable':
        return false;
      case 'cancelled':
        return isCancelling;
    }
  }
}

function isFinished(day: DayState | undefined): boolean {
  return day !== undefined && day.state !== 'planned' && day.state !== 'submitted';
}

/** @throws Error that names the claim and shows what speaks against it */
function claim(claimed: string, holds: boolean, evidence: unknown): void {
  if (!holds) throw new Error(`It is not true that ${claimed}: ${JSON.stringify(evidence)}`);
}
