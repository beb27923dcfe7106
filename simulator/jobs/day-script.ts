import type { DayStatus } from './day-status';

/** The script of a day, attempt by attempt; it applies to jobs created later. */
export interface DayScript {
  /** The statuses of the day in its first job: one per request that shows the job; the last one stays. */
  reports(...statuses: StatusSequence): DayScript;
  /** The same for the next job of this day; call it again for the one after that. */
  afterResubmission(...statuses: StatusSequence): DayScript;
  /** The first `times` jobs end in `Failed` for this day, later ones in `Completed`. */
  fails(times: number): DayScript;
  failsForEver(): DayScript;
  /** The number of records of the day; 0 is the same as `isEmpty()`. */
  hasRecords(count: number): DayScript;
  /** The day has no records: it ends in `CompletedEmptyRecords`. */
  isEmpty(): DayScript;
}

/** Statuses in order; undocumented ones are allowed. */
type StatusSequence = readonly [string, ...string[]];

/** The plan of one attempt: the given statuses, or an outcome at the pace of its job. */
export interface DayPlan {
  readonly reports?: readonly string[];
  readonly outcome: DayStatus;
  readonly records?: number;
}

/** The scripts of all days. */
export interface DayScripts {
  /** The script of a day, for one resource type, or for all types without one. */
  script(day: string, resourceType?: string): DayScript;
  planOf(day: string, resourceType: string, attempt: number): DayPlan;
}

/** Start without scripts: each day ends in `Completed`, at the pace of its job. */
export function createDayScripts(): DayScripts {
  const scripts = new Map<string, ScriptedDay>();
  return {
    script(day, resourceType = ANY_TYPE) {
      const key = `${resourceType}/${day}`;
      const scripted = scripts.get(key) ?? scriptDay();
      scripts.set(key, scripted);
      return scripted.script;
    },
    planOf(day, resourceType, attempt) {
      const scripted = scripts.get(`${resourceType}/${day}`) ?? scripts.get(`${ANY_TYPE}/${day}`);
      return scripted?.planOf(attempt) ?? { outcome: 'Completed' };
    },
  };
}

const ANY_TYPE = '*';

interface ScriptedDay {
  readonly script: DayScript;
  planOf(attempt: number): DayPlan;
}

function scriptDay(): ScriptedDay {
  let sequences: readonly StatusSequence[] = [];
  let failures = 0;
  let records: number | undefined;
  const script: DayScript = {
    reports(...statuses) {
      sequences = [statuses];
      return script;
    },
    afterResubmission(...statuses) {
      if (sequences.length === 0) throw new Error('Say what the day reports() before what follows it.');
      sequences = [...sequences, statuses];
      return script;
    },
    fails(times) {
      failures = times;
      return script;
    },
    failsForEver: () => script.fails(Infinity),
    hasRecords(count) {
      if (!Number.isInteger(count) || count < 0) {
        throw new Error(`A day has a whole number of records, not ${count}.`);
      }
      records = count;
      return script;
    },
    isEmpty: () => script.hasRecords(0),
  };
  return {
    script,
    planOf(attempt) {
      const success = records === 0 ? 'CompletedEmptyRecords' : 'Completed';
      const reports = sequences[attempt - 1];
      return {
        outcome: attempt <= failures ? 'Failed' : success,
        ...(reports !== undefined && { reports }),
        ...(records !== undefined && { records }),
      };
    },
  };
}
