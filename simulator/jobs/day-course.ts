import type { DayPlan } from './day-script';
import { isFinal, type DayStatus } from './day-status';
import type { JobLife } from './job-life';

/** The time in which a job runs; before it, the job is queued. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** The way of one day through one job: moved by the clock, or by being looked at. */
export type DayCourse = CourseByTime | CourseByLooks;

interface CourseByTime {
  readonly by: 'time';
  /** The day's place among the days of its job, which run one after the other. */
  readonly index: number;
  readonly count: number;
  readonly outcome: DayStatus;
}

interface CourseByLooks {
  readonly by: 'looks';
  readonly now: string;
  readonly next: readonly string[];
  readonly finalSinceMs: number | undefined;
}

/** The course of day `index` of `count`; the script of the day overrides the life of its job. */
export function courseOf(life: JobLife, plan: DayPlan, index: number, count: number): DayCourse {
  if (plan.reports !== undefined) return movedByLooks('Submitted', plan.reports);
  if (life.pace === 'byLooks') return movedByLooks('Submitted', statusesOverLooks(life.looks, plan.outcome));
  return { by: 'time', index, count, outcome: plan.outcome };
}

/** The course of an unfinished day whose job was deleted: a running one is first marked, then deleted. */
export function courseToDeletion(status: string, nowMs: number): DayCourse {
  return status === 'Submitted'
    ? { ...movedByLooks('DeletedByUserRequest', []), finalSinceMs: nowMs }
    : movedByLooks(status, ['RunningToBeDeleted', 'DeletedByUserRequest']);
}

/** The course after a list or a fetch looked at the day; a course by time does not mind. */
export function afterLook(course: DayCourse, nowMs: number): DayCourse {
  if (course.by === 'time') return course;
  const [status = course.now, ...next] = course.next;
  return { ...course, now: status, next, finalSinceMs: isFinal(status) ? (course.finalSinceMs ?? nowMs) : undefined };
}

/** The status at an instant. A day that will fail shows errors in the second half of its run. */
export function statusAt(course: DayCourse, span: Span, nowMs: number): string {
  if (course.by === 'looks') return course.now;
  const { outcome, count, index } = course;
  if (nowMs >= finalAtMs(index, count, span)) return outcome;
  const sliceMs = (span.endMs - span.startMs) / count;
  const runningForMs = nowMs - span.startMs - index * sliceMs;
  if (runningForMs < 0) return 'Submitted';
  return outcome === 'Failed' && runningForMs >= sliceMs / 2 ? 'ErrorDuringRun' : 'Running';
}

/** Since when the day is final, or undefined while it is not. */
export function finalSince(course: DayCourse, span: Span, nowMs: number): number | undefined {
  if (course.by === 'looks') return course.finalSinceMs;
  const finalMs = finalAtMs(course.index, course.count, span);
  return nowMs >= finalMs ? finalMs : undefined;
}

function finalAtMs(index: number, count: number, { startMs, endMs }: Span): number {
  return startMs + ((endMs - startMs) * (index + 1)) / count;
}

function movedByLooks(now: string, next: readonly string[]): CourseByLooks {
  return { by: 'looks', now, next, finalSinceMs: undefined };
}

function statusesOverLooks(looks: number, outcome: DayStatus): readonly string[] {
  const unfinished: string[] = Array.from({ length: looks }, (_, look) => (look === 0 ? 'Submitted' : 'Running'));
  if (outcome === 'Failed' && looks > 2) unfinished[looks - 1] = 'ErrorDuringRun';
  return [...unfinished, outcome];
}
