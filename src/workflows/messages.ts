import { defineQuery } from '@temporalio/workflow';
import type { DayRange } from '../domain/day-range';
import type { DayStanding } from '../domain/day-standing';
import type { MissingDays } from '../domain/ledger';
import type { Progress } from '../domain/progress';

/** An export in numbers: how many days stand where, the open jobs, what it waits for. */
export const progressQuery = defineQuery<Progress & { readonly notYetExportable?: DayRange | undefined }>(
  'progress',
);

/** Where every day stands, as runs of days of the same standing. */
export const ledgerQuery = defineQuery<readonly (DayRange & DayStanding)[]>('ledger');

/** The days given up, with why. */
export const missingQuery = defineQuery<readonly MissingDays[]>('missing');
