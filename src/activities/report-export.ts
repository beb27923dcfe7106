import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { daysOf, type DayRange } from '../domain/day-range';
import type { ExportOptions } from '../domain/export-options';
import type { MissingDays } from '../domain/ledger';
import type { ResourceType } from '../domain/resource-type';
import type { ActivityPlace } from './activity-place';
import { assertBinding, type Binding } from './binding';
import { translatingErrors } from './failure-mapping';
import { withHeartbeat } from './with-heartbeat';

export interface ReportExportInput {
  /** Names the report. */
  readonly exportId: string;
  readonly binding: Binding;
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly archive: string;
  readonly missing: readonly MissingDays[];
  /** Twilio's clock, milliseconds since 1970. */
  readonly nowMs: number;
  readonly options: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs'>;
}

/** Put down in the archive how an export ended: a note in the place of each missing day, and the export's report. */
export function reportExport({ api, openArchive }: ActivityPlace) {
  return (input: ReportExportInput): Promise<void> => {
    const { resourceType, range, missing, nowMs, options } = input;
    assertBinding(api, input.binding, options.pollMinMs);
    const { attempt } = activityInfo();
    const backoffMs = Math.min(options.pollMinMs * 2 ** (attempt - 1), options.pollMaxMs);
    const signal = cancellationSignal();
    return withHeartbeat(() =>
      translatingErrors(
        () => backoffMs,
        async () => {
          const archive = openArchive(input.archive);
          for (const { reason, attempts, ranges } of missing) {
            for (const day of ranges.flatMap(daysOf)) {
              await archive.giveUp({ resourceType, day }, { reason, attempts, notedAtMs: nowMs }, { signal });
            }
          }
          const left = missing.flatMap(({ reason, ranges }) =>
            ranges.map((days) => ({ range: days, reason })),
          );
          await archive.report(
            input.exportId,
            { resourceType, range, missing: left, endedAtMs: nowMs },
            { signal },
          );
        },
      ),
    );
  };
}
