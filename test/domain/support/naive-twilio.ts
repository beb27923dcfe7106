import { dayOf, daysOf, type Day, type DayRange } from '../../../src/domain/days/day-range';
import type { DayFile, JobSnapshot } from '../../../src/domain/twilio/job-snapshot';
import { newestExportableDay } from '../../../src/domain/twilio/limits';

/** How a day ends in each job that covers it; the last ending goes on for ever. */
export type Fate = readonly ('Completed' | 'CompletedEmptyRecords' | 'Failed' | 'DeletedByUserRequest')[];

interface NaiveJob {
  readonly jobSid: string;
  readonly range: DayRange;
  /** The ending of each day, decided when the job is created. */
  readonly endings: ReadonlyMap<Day, Fate[number]>;
  looks: number;
}

/** A Twilio as simple as can be: each look at a job ends a few more of its days, oldest first. */
export class NaiveTwilio {
  readonly #jobs: NaiveJob[] = [];
  readonly #files: DayFile[] = [];
  readonly #timesAsked = new Map<Day, number>();
  readonly #fates: ReadonlyMap<Day, Fate>;
  readonly #daysPerLook: number;
  readonly #namesDays: boolean;

  constructor(fates: ReadonlyMap<Day, Fate>, daysPerLook: number, namesDays: boolean) {
    this.#fates = fates;
    this.#daysPerLook = daysPerLook;
    this.#namesDays = namesDays;
  }

  get files(): readonly DayFile[] {
    return this.#files;
  }

  /** How often a day was asked for. */
  timesAsked(day: Day): number {
    return this.#timesAsked.get(day) ?? 0;
  }

  create(range: DayRange, nowMs: number): string {
    if (range.endDay > newestExportableDay(nowMs)) throw new Error(`${range.endDay} is not exportable yet.`);
    const endings = new Map<Day, Fate[number]>();
    for (const day of daysOf(range)) {
      const before = this.timesAsked(day);
      this.#timesAsked.set(day, before + 1);
      const fate = this.#fates.get(day) ?? [];
      endings.set(day, fate[before] ?? fate.at(-1) ?? 'Completed');
    }
    const jobSid = `JS${String(this.#jobs.length + 1)}`;
    this.#jobs.push({ jobSid, range, endings, looks: 0 });
    return jobSid;
  }

  look(jobSid: string, nowMs: number): JobSnapshot {
    const job = this.#jobs.find((other) => other.jobSid === jobSid);
    if (!job) throw new Error(`There is no job ${jobSid}.`);
    const endedBefore = job.looks * this.#daysPerLook;
    const ended = ++job.looks * this.#daysPerLook;
    const byStatus = new Map<string, Day[]>();
    for (const [index, day] of daysOf(job.range).entries()) {
      const word = index < ended ? job.endings.get(day)! : 'Running';
      byStatus.set(word, [...(byStatus.get(word) ?? []), day]);
      if (word === 'Completed' && index >= endedBefore) {
        this.#files.push({ day, size: 398, createdOn: dayOf(nowMs) });
      }
    }
    const groups = [...byStatus].map(([status, days]) => ({ status, count: days.length, ...(this.#namesDays && { days }) }));
    return { jobSid, range: job.range, groups };
  }
}
