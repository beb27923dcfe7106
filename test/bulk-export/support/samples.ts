import { BulkExportApiError } from '../../../src/bulk-export/api-error';
import { type ClientSettings, createBulkExportApi } from '../../../src/bulk-export/client';
import type { BulkExportApi, CreateJobRequest } from '../../../src/bulk-export/port';
import type { Day, DayRange } from '../../../src/domain/days/day-range';

export const PASSWORD = 'canary/5e7bfdb3+f0965e77';
export const ACCOUNT_SID = `AC${'0'.repeat(32)}`;
export const JOB_SID = `JS${'a1'.repeat(16)}`;

/** A client of an origin, with the sample credentials. */
export function clientOf(origin: string, settings: Partial<ClientSettings> = {}): BulkExportApi {
  return createBulkExportApi({ accountSid: ACCOUNT_SID, username: ACCOUNT_SID, password: PASSWORD, baseUrl: origin, ...settings });
}

/** A range written `2024-01-01..2024-01-07`. */
export function days(text: string): DayRange {
  const [startDay, endDay] = text.split('..') as [Day, Day];
  return { startDay, endDay };
}

/** The job that tests create. */
export const WEEK: CreateJobRequest = {
  resourceType: 'Messages',
  range: days('2024-01-01..2024-01-07'),
  friendlyName: 'dayhaul week & more',
};

/** A job as the API writes it, with other fields where the test says so. */
export function wireJob(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    friendly_name: 'dayhaul week',
    resource_type: 'Messages',
    start_day: '2024-01-01',
    end_day: '2024-01-07',
    webhook_url: null,
    webhook_method: null,
    email: null,
    job_sid: JOB_SID,
    details: null,
    job_queue_position: '2',
    estimated_completion_time: '2024-03-15T20:20:14.547',
    ...fields,
  };
}

/** A page of a list as the API writes it. */
export function wirePage(key: string, items: unknown[], nextPageUrl: string | null = null): object {
  return { [key]: items, meta: { key, page: 0, page_size: 1000, next_page_url: nextPageUrl } };
}

/** The nth job sid. */
export function sid(number: number): string {
  return `JS${String(number).padStart(32, '0')}`;
}

/** What a promise rejects with; fails when it does not reject with an error of the API. */
export async function failureOf(promise: Promise<unknown>): Promise<BulkExportApiError> {
  const thrown: unknown = await promise.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof BulkExportApiError)) throw thrown;
  return thrown;
}
