import { byDuration, byLooks, instantly, type JobLife } from '../../simulator/jobs/job-life';
import type { View } from '../../simulator/wire/view';
import { addDays, daysIn, HOUR_MS, type DayRange } from '../calendar';
import { times, type Chance } from '../random';
import type { DayFate, ExportSpec, ForeignJob } from '../scenario';
import { dayAt } from '../../simulator/calendar';
import type { Scene } from './scene';

/** How the days of jobs move. */
export function drawLife(chance: Chance): JobLife {
  return chance.oneOf([
    instantly(),
    byLooks(chance.between(1, 3)),
    byLooks(chance.between(1, 2)),
    byDuration({ jobMs: chance.between(50, 600), queueMs: chance.oneOf([0, 0, 150]), parallel: chance.between(1, 4) }),
  ]);
}

/** How answers are written. A count that is wrong comes only where days are named: without names it could not be seen through. */
export function drawView(chance: Chance): Partial<View> {
  const daysInList = chance.oneOf(['named', 'named', 'named', 'null', 'partial']);
  const daysInFetch = chance.oneOf(['named', 'named', 'null', 'partial']);
  const isNamed = daysInList === 'named' && daysInFetch === 'named';
  return {
    daysInList,
    daysInFetch,
    statusCase: chance.oneOf(['asDocumented', 'asDocumented', 'lower', 'upper']),
    groupOrder: chance.oneOf(['asDocumented', 'reversed']),
    countOffset: isNamed && chance.percent(10) ? 1 : 0,
    estimates: chance.percent(70),
    listOrder: chance.oneOf(['newestFirst', 'oldestFirst']),
    newJobsVisibleAfterMs: chance.percent(40) ? chance.between(100, 300) : 0,
    detailsOnCreate: chance.oneOf(['null', 'filled']),
    deletedJobs: chance.oneOf(['kept', 'kept', 'gone']),
    deletesTooLate: chance.oneOf(['ignored', 'notFound', 'refused']),
    emptyDays: chance.oneOf(['gzipOfNothing', 'zeroBytes', 'absent']),
    resourceTypeInDays: chance.oneOf(['named', 'null']),
  };
}

/** What some days of the exports do. */
export function drawFates(chance: Chance, exports: readonly ExportSpec[]): readonly DayFate[] {
  return exports.flatMap(({ resourceType, range }) =>
    times(chance.between(0, 4), () => ({
      resourceType,
      day: anyDayIn(chance, range),
      fate: chance.oneOf<DayFate['fate']>([
        { kind: 'fails', times: chance.between(1, 2) },
        { kind: 'fails', times: 1 },
        { kind: 'failsForEver' },
        { kind: 'empty' },
        { kind: 'empty' },
        { kind: 'reports', statuses: ['Submitted', 'Pondering', 'Running', 'Completed'] },
        { kind: 'reports', statuses: ['Running', 'Submitted', 'Running', 'Completed'] },
        { kind: 'reports', statuses: ['Running', 'ErrorDuringRun', 'Failed'] },
      ]),
    })),
  );
}

/** Jobs of others over days of the exports: running, just over, or over for so long that their files are about to go. */
export function drawForeignJobs(chance: Chance, { startMs, exports }: Pick<Scene, 'startMs' | 'exports'>): readonly ForeignJob[] {
  if (!chance.percent(35)) return [];
  const jobs = times(chance.between(1, 2), () => {
    const { resourceType, range } = chance.oneOf(exports as [ExportSpec]);
    const ageHours = chance.oneOf([0, 0, 1, 30, 140, 150, 160, 165, 167]);
    const newestDay = addDays(dayAt(startMs - ageHours * HOUR_MS), -2);
    const isRunning = ageHours <= 1 && chance.percent(65);
    return {
      resourceType,
      range: partOf(chance, range, newestDay),
      ageHours,
      life: isRunning ? byLooks(chance.between(2, 5)) : instantly(),
    };
  });
  return jobs.filter(({ range }) => range.startDay <= range.endDay).sort((one, other) => other.ageHours - one.ageHours);
}

/** Any part of a range, up to a day; reversed when there is none. */
export function partOf(chance: Chance, { startDay, endDay }: DayRange, newestDay: string): DayRange {
  const last = endDay < newestDay ? endDay : newestDay;
  const first = anyDayIn(chance, { startDay, endDay });
  const end = addDays(first, chance.between(0, 12));
  return { startDay: first, endDay: end < last ? end : last };
}

function anyDayIn(chance: Chance, range: DayRange): string {
  const days = daysIn(range);
  return days[chance.between(0, days.length - 1)] ?? range.startDay;
}
