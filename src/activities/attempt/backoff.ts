import { activityInfo } from '@temporalio/activity';
import type { ExportOptions } from '../../domain/request/export-options';

/** How long an activity waits after the running attempt, in milliseconds: the shortest poll, doubling up to the longest. */
export function backoffMs({ pollMinMs, pollMaxMs }: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs'>): number {
  return Math.min(pollMinMs * 2 ** (activityInfo().attempt - 1), pollMaxMs);
}

/** The same for what an export begins with, for which somebody may be waiting: two seconds, doubling up to the shortest poll. */
export function firstBackoffMs({ pollMinMs }: Pick<ExportOptions, 'pollMinMs'>): number {
  return Math.min(pollMinMs, 1000 * 2 ** activityInfo().attempt);
}
