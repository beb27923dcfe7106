import { setDays, uniform } from '../../../src/domain/days/day-map';
import type { Archived } from '../../../src/domain/ledger/fold-submission';
import { planExport, type KnownBefore } from '../../../src/domain/plan/cost-estimate';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { days } from '../../support/days';

const NOW = Date.parse('2024-06-03T12:00:00Z');
const RANGE = days('2024-03-01..2024-04-30');

function plan(known?: Partial<KnownBefore>, options = {}) {
  const request = { resourceType: 'Messages', range: RANGE, options: { ...DEFAULT_OPTIONS, ...options } };
  return planExport(request, NOW, known && { notChecked: [], ...known });
}

function quota(standing: Partial<NonNullable<KnownBefore['quota']>>) {
  return { limit: 366, reserve: 0, requestedDays: 0, waitingExports: 0, ...standing };
}

test('without anything known, every day is to be requested', () => {
  expect(plan(undefined, { daysPerChunk: 31 })).toMatchObject({
    chunks: [days('2024-03-01..2024-03-31'), days('2024-04-01..2024-04-30')],
    ...{ jobs: 2, mails: 2, quotaDays: 61, utcDaysNeeded: 1, earliestFinish: '2024-06-03', quota: undefined },
    available: { archive: 0, twilio: 0, jobs: 0 },
  });
});

test('days in the archive, at Twilio and in running jobs are not requested', () => {
  const archived = setDays(uniform<Archived>(RANGE, 'nothing'), [
    [days('2024-03-01').startDay, 'delivered'],
    [days('2024-03-02').startDay, 'empty'],
  ]);
  const job = { jobSid: 'JS1', range: days('2024-04-01..2024-04-29'), days: [days('2024-04-01..2024-04-29')] };
  const findings = { exported: [days('2024-03-02..2024-03-15')], empty: [days('2024-03-17')], jobs: [job] };
  const found = plan({ archived, findings, nowMs: NOW }, { archive: '/archive' });

  expect(found.available).toEqual({ archive: 2, twilio: 14, jobs: 29 });
  expect(found.chunks).toEqual([days('2024-03-16'), days('2024-03-18..2024-03-31'), days('2024-04-30')]);
  expect(found).toMatchObject({ quotaDays: 16, jobs: 3, mails: 3 });
  expect(plan({ findings, nowMs: NOW }, { newestFirst: true }).chunks[0]).toEqual(days('2024-04-30'));
});

test.each([
  ['as it stands', quota({ requestedDays: 300 }), 1, '2024-06-03'],
  ['nearly spent', quota({ requestedDays: 306 }), 2, '2024-06-04'],
  ['with a reserve', quota({ requestedDays: 300, reserve: 10 }), 2, '2024-06-04'],
  ['closed', quota({ closedBecause: 'An operator closed the day.' }), 1, '2024-06-04'],
  ['small', quota({ limit: 20 }), 4, '2024-06-06'],
  ['without a limit', quota({ limit: 'none', requestedDays: 999 }), 1, '2024-06-03'],
])('the quota %s decides when the last day is requested', (_title, standing, utcDaysNeeded, earliestFinish) => {
  expect(plan({ quota: standing })).toMatchObject({ utcDaysNeeded, earliestFinish, quota: standing });
});

test('a limit that is reserved for schedules never ends', () => {
  expect(plan({ quota: quota({ limit: 10, reserve: 10 }) }).earliestFinish).toBeUndefined();
});

test('when every day is there, nothing is requested, even on a closed day', () => {
  const archived = uniform<Archived>(RANGE, 'delivered');
  const done = plan({ archived, quota: quota({ closedBecause: 'spent' }) }, { archive: '/archive' });
  expect(done).toMatchObject({ chunks: [], jobs: 0, mails: 0, quotaDays: 0, utcDaysNeeded: 0 });
  expect(done.earliestFinish).toBe('2024-06-03');
});
