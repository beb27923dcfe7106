import {
  holdsReservation,
  isRefusal,
  returnReservation,
  settleReservation,
  tellRefusal,
} from '../../../src/activities/submission/settle-reservation';
import type { QuotaClient } from '../../../src/activities/dependencies';
import { BulkExportApiError, type ApiErrorKind } from '../../../src/bulk-export/api-error';
import type { Day } from '../../../src/domain/days/day-range';
import { NOON } from '../../domain/support/instants';
import { march } from '../../domain/support/march';
import { AskedQuota, holder } from '../../domain/support/quotas';

const GRANTED = { holder: holder('a'), reservationNumber: 1, chunk: march('1..5'), utcDay: '2024-05-01' as Day } as const;

/** A quota that granted the chunk. */
function granting(): { readonly asked: AskedQuota; readonly quota: QuotaClient } {
  const asked = new AskedQuota();
  expect(asked.reserve('a', '1..5')).toBe('granted 1..5 on 2024-05-01');
  return { asked, quota: { group: 'g', days: 366, call: (call) => Promise.resolve(asked.call(call)) } };
}

function refusal(message: string, kind: ApiErrorKind = 'refused'): BulkExportApiError {
  return new BulkExportApiError(message, { kind, mayHaveBeenProcessed: false, httpStatus: 400 });
}

test('a settled reservation names its job', async () => {
  const { asked, quota } = granting();
  await settleReservation(quota, GRANTED, 'JS1', NOON + 95_000);
  expect(asked.state.leases).toMatchObject([{ jobSid: 'JS1', endsAtMs: NOON + 95_000 }]);
});

test('a returned reservation does not hold, and its days are free', async () => {
  const { asked, quota } = granting();
  expect(await holdsReservation(quota, GRANTED)).toBe(true);
  await returnReservation(quota, GRANTED);
  await returnReservation(quota, GRANTED);
  expect(await holdsReservation(quota, GRANTED)).toBe(false);
  expect(asked.state.grantedDays).toBe(0);
});

test('the reservation of another number is not touched', async () => {
  const { asked, quota } = granting();
  await returnReservation(quota, { ...GRANTED, reservationNumber: 2 });
  expect(asked.state.grantedDays).toBe(5);
});

test('a refusal for the quota closes the UTC day', async () => {
  const { asked, quota } = granting();
  expect(await tellRefusal(quota, GRANTED, refusal('The daily quota is exceeded.'))).toBe('spent');
  expect(asked.state.closedBecause).toContain('quota');
});

test('an unexplained refusal is recorded once, and closes nothing', async () => {
  const { asked, quota } = granting();
  expect(await tellRefusal(quota, { ...GRANTED, wasRefused: true }, refusal('No.'))).toBe('unexplained');
  expect(asked.state.unexplainedRefusal).toBeUndefined();
  expect(await tellRefusal(quota, GRANTED, refusal('No.'))).toBe('unexplained');
  expect(asked.state).toMatchObject({ unexplainedRefusal: { range: GRANTED.chunk, resourceType: 'Messages' } });
  expect(asked.state.closedBecause).toBeUndefined();
});

test('a refusal that the address of a mail or webhook may explain concerns no other export', async () => {
  const { asked, quota } = granting();
  expect(await tellRefusal(quota, GRANTED, refusal('Invalid Email address'), true)).toBe('unexplained');
  expect(asked.state.unexplainedRefusal).toBeUndefined();
  expect(await tellRefusal(quota, GRANTED, refusal('The daily quota is exceeded.'), true)).toBe('spent');
});

test.each<[string, unknown, boolean]>([
  ['a 4xx', refusal('No.'), true],
  ['a 429 about the quota', refusal('Daily quota exceeded', 'rateLimited'), true],
  ['a 429 about requests', refusal('Too Many Requests', 'rateLimited'), false],
  ['a 401', refusal('Authenticate', 'credentialsRefused'), false],
  ['a time-out', refusal('No answer.', 'unavailable'), false],
  ['an error of another kind', new Error('No.'), false],
])('whether %s certainly created nothing', (_title, error, isCertain) => {
  expect(isRefusal(error)).toBe(isCertain);
});
