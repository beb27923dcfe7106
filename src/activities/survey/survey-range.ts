import type { DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Findings } from '../../domain/twilio/survey';
import { firstBackoff } from '../attempt/backoff';
import { bindingOf, type Binding } from '../attempt/binding';
import type { ActivityHost } from '../dependencies';
import { findAtTwilio, NOTHING_FOUND } from './find-at-twilio';
import { runOpening } from './run-opening';

export interface SurveyRangeInput {
  /** The label of the account. */
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options: Pick<ExportOptions, 'pollMinMs' | 'fresh' | 'lookback'>;
}

/** The start of an export: its binding, the days that are already at Twilio, and Twilio's clock (ms since 1970). */
export interface Surveyed {
  readonly binding: Binding;
  readonly findings: Findings;
  readonly nowMs: number;
}

/** Find the days of a range that are already at Twilio, before any is planned. It also checks the credentials. */
export function surveyRange(host: ActivityHost) {
  return ({ account, resourceType, range, options }: SurveyRangeInput): Promise<Surveyed> =>
    runOpening(host, { account, backoff: firstBackoff(options) }, async (attempt) => {
      const { api, signal } = attempt;
      const { fresh, lookback } = options;
      const list = await api.listJobs(resourceType, { signal });
      const findings = fresh
        ? NOTHING_FOUND
        : await findAtTwilio(attempt, { resourceType }, list, range, { alwaysFiles: true, lookback });
      return { binding: bindingOf(account, api), findings, nowMs: list.nowMs };
    });
}
