import { cancellationSignal } from '@temporalio/activity';
import type { DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Findings } from '../../domain/twilio/survey';
import { firstBackoffMs } from '../attempt/backoff';
import { bindingOf, type Binding } from '../attempt/binding';
import { translatingErrors } from '../attempt/failure-mapping';
import { withHeartbeat } from '../attempt/with-heartbeat';
import type { ActivityPlace } from '../dependencies';
import { findAtTwilio, NOTHING_FOUND } from './find-at-twilio';

export interface SurveyRangeInput {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options: Pick<ExportOptions, 'pollMinMs' | 'fresh' | 'lookback'>;
}

/** What an export begins with: its binding, what is at Twilio already, and Twilio's clock (ms since 1970). */
export interface Surveyed {
  readonly binding: Binding;
  readonly findings: Findings;
  readonly nowMs: number;
}

/** Look at what Twilio has of a range before anything is planned; learn on the way whether the credentials hold. */
export function surveyRange({ api }: ActivityPlace) {
  return ({
    resourceType,
    range,
    options: { pollMinMs, fresh, lookback },
  }: SurveyRangeInput): Promise<Surveyed> =>
    withHeartbeat(() =>
      translatingErrors(
        () => firstBackoffMs({ pollMinMs }),
        async () => {
          const list = await api.listJobs(resourceType, { signal: cancellationSignal() });
          const findings = fresh
            ? NOTHING_FOUND
            : await findAtTwilio(api, { resourceType }, list, range, { alwaysFiles: true, lookback });
          return { binding: bindingOf(api), findings, nowMs: list.nowMs };
        },
      ),
    );
}
