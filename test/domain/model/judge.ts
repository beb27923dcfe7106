import { isNamedBy } from '../../../src/contract/ids';
import { entriesOf } from '../../../src/domain/days/day-map';
import { dayOf, daysOf, overlap, type Day } from '../../../src/domain/days/day-range';
import type { DayStanding } from '../../../src/domain/ledger/day-state';
import { isSettled, type Ledger } from '../../../src/domain/ledger/ledger';
import type { Place } from './environment';
import type { PlayedExport, PlayedWish } from './model-export';
import { isUnfinished } from './shared-job';

interface Seen {
  readonly map: Ledger['days'];
  readonly resubmissions: number;
  readonly days: readonly DayStanding[];
}

/** Holds every claim that is true of exports whatever happens against the truth of Twilio. */
export class Judge {
  readonly #place: Place;
  /** Where the days of each export stood before, and how often missing ones had been asked for again. */
  readonly #before = new Map<PlayedExport, Seen>();

  constructor(place: Place) {
    this.#place = place;
  }

  judge(exports: readonly PlayedExport[]): void {
    this.#judgeRequests();
    this.#judgeLeases();
    for (const played of exports) {
      if (this.#before.get(played)?.map !== played.ledger.days) this.#judgeDays(played);
      this.#judgeAccount(played);
    }
  }

  /** What must be true of exports that came to their end by themselves. */
  judgeEnds(exports: readonly PlayedExport[]): void {
    for (const { ledger, wish, isTerminated, isCancelling } of exports) {
      if (isTerminated) continue;
      claim('every export is settled in the end', isSettled(ledger), ledger);
      for (const { range, value } of entriesOf(ledger.days)) {
        for (const day of daysOf(range)) {
          const hasReason = this.#isJust(value, day, wish, isCancelling);
          claim('every day ends for a reason that Twilio knows', hasReason, { day, value });
        }
      }
    }
  }

  #judgeRequests(): void {
    const { twilio, quota, quotaDays } = this.#place;
    claim('no day is requested that is under way or there', twilio.needless.length === 0, twilio.needless);
    const spentToday = dayOf(twilio.nowMs) === quota.utcDay ? twilio.spentByUs(quota.utcDay) : 0;
    claim('what was requested today was granted', spentToday <= quota.grantedDays, { spentToday, quota });
    claim('no more is granted than the limit', quota.grantedDays <= quotaDays, quota);
    const groundless = twilio.quotaRefusals.filter((utcDay) => twilio.spentByOthers(utcDay) === 0);
    claim('no create exceeds the quota by our own doing', groundless.length === 0, groundless);
  }

  #judgeLeases(): void {
    const { leases } = this.#place.quota;
    for (const [index, lease] of leases.entries()) {
      const rival = leases
        .slice(index + 1)
        .find(
          ({ holder, range }) =>
            holder.nonce !== lease.holder.nonce &&
            holder.resourceType === lease.holder.resourceType &&
            overlap(range, lease.range),
        );
      claim('no day is leased to two', rival === undefined, { lease, rival });
    }
  }

  #judgeDays(played: PlayedExport): void {
    const { ledger, wish, resubmissions } = played;
    const { range, options, holder } = wish;
    const entries = entriesOf(ledger.days);
    const days = entries.flatMap((entry) => daysOf(entry.range));
    claim('every day stands once', days.join() === daysOf(range).join(), days);

    const standings = entries.flatMap((entry) => daysOf(entry.range).map(() => entry.value));
    const before = this.#before.get(played);
    for (const [index, day] of days.entries()) {
      const standing = standings[index];
      const earlier = before?.days[index];
      const isAskedAgain = earlier?.standing === 'missing' && before?.resubmissions !== resubmissions;
      const isKept = !isFinished(earlier) || JSON.stringify(earlier) === JSON.stringify(standing);
      claim('a settled day does not change by itself', isAskedAgain || isKept, { day, earlier, standing });
      if (!standing) continue;
      const attempts = 'attempts' in standing ? standing.attempts : 0;
      claim('attempts are as many as may be', attempts <= options.maxAttempts, { day, standing });
      const hasFile =
        standing.standing !== 'exported' || this.#place.twilio.hadFile(holder.resourceType, day);
      claim('no day is exported without a file', hasFile, { day, nonce: holder.nonce });
    }
    this.#before.set(played, { map: ledger.days, resubmissions, days: standings });
  }

  #judgeAccount(played: PlayedExport): void {
    const { twilio } = this.#place;
    const { isRunning, isSubmitting, isCancelling, isTerminated, wasForgotten, ledger, wish } = played;
    const { nonce } = wish.holder;
    const ownJobs = ledger.jobs.filter(({ isAdopted }) => !isAdopted);
    claim('no more jobs are open than may be', ownJobs.length <= wish.options.openJobs, ledger);
    claim('a fresh export adopts nothing', !wish.options.fresh || ledger.adoptedDays === 0, ledger);
    if (isTerminated || wasForgotten || isSubmitting) return;
    const requestedDays = twilio.requestedAs(`dayhaul ${nonce} `);
    claim('the days requested are those that Twilio counts', ledger.requestedDays === requestedDays, {
      nonce,
      requestedDays,
      ledger,
    });
    if (!isCancelling || isRunning) return;
    const left = twilio.jobs.filter(
      (job) => isNamedBy(nonce, job.friendlyName) && isUnfinished(job, twilio.nowMs),
    );
    claim('a cancelled export leaves no job of its own unfinished', left.length === 0, left);
  }

  #isJust(standing: DayStanding, day: Day, { holder, options }: PlayedWish, isCancelling: boolean): boolean {
    const { twilio } = this.#place;
    const { nonce, resourceType } = holder;
    const jobs = twilio.jobs.filter((job) => job.resourceType === resourceType && job.endings.has(day));
    const own = jobs.filter((job) => isNamedBy(nonce, job.friendlyName));
    if (standing.standing === 'exported' || standing.standing === 'delivered')
      return twilio.hadFile(resourceType, day);
    if (standing.standing === 'empty') {
      return jobs.some(({ endings }) => endings.get(day)?.status === 'CompletedEmptyRecords');
    }
    if (standing.standing !== 'missing') return false;
    switch (standing.reason) {
      case 'exhausted':
      case 'vanished':
      case 'unnamed':
        return standing.attempts === options.maxAttempts && own.length >= standing.attempts;
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

function isFinished(day: DayStanding | undefined): boolean {
  return day !== undefined && day.standing !== 'planned' && day.standing !== 'submitted';
}

/** @throws Error that names the claim and shows what speaks against it */
function claim(words: string, holds: boolean, evidence: unknown): void {
  if (!holds) throw new Error(`It is not true that ${words}: ${JSON.stringify(evidence)}`);
}
