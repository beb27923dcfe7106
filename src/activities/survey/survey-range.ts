import type { DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Findings } from '../../domain/twilio/survey';
import { firstBackoff, type OpeningInput } from '../attempt/activity';
import { bindingOf, type Binding } from '../attempt/binding';
import { findAtTwilio, NOTHING_FOUND } from './find-at-twilio';
import { openingActivity } from './opening-activity';

export interface SurveyRangeInput extends OpeningInput {
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
export const surveyRange = openingActivity(
  ({ options }: SurveyRangeInput) => firstBackoff(options),
  async (attempt, { account, resourceType, range, options }): Promise<Surveyed> => {
    const { api, signal } = attempt;
    const { fresh, lookback } = options;
    const list = await api.listJobs(resourceType, { signal });
    const findings = fresh
      ? NOTHING_FOUND
      : await findAtTwilio(attempt, { resourceType }, list, range, { alwaysFiles: true, lookback });
    return { binding: bindingOf(account, api), findings, nowMs: list.nowMs };
  },
);
