import { isQuotaRefusal, signatureOf } from '../../../src/domain/quota/refusals';

const REFUSED = 'Creating a job for Messages 2024-01-01..2024-12-31: Twilio answered 400 (code 20001): ';

describe('a refusal is about the quota of the UTC day when Twilio says', () => {
  test.each([
    'You can export up to 366 days in one calendar day; this limit is reached.',
    'Customers are limited to 366 days per calendar day.',
    'Export limits exceeded: 366 days.',
    'Daily export limit reached',
    'Maximum number of days per day exceeded, please wait until the next UTC calendar day.',
    'You have exceeded the maximum number of export days for the last 24 hours.',
    'LIMIT OF 366 DAYS EXCEEDED',
    'Bulk export quota exceeded',
    'The quota for this account has been used up.',
    'Too many days were requested: at most 366 per calendar day.',
  ])('%s', (message) => {
    expect(isQuotaRefusal({ message })).toBe(true);
    expect(isQuotaRefusal({ message: REFUSED + message, httpStatus: 400, twilioCode: 20001 })).toBe(true);
  });
});

describe('a refusal is not about the quota of the UTC day when Twilio says', () => {
  test.each([
    '',
    'Bad request',
    'Invalid parameter: EndDay is too recent.',
    'EndDay must be at least two days before today.',
    'EndDay must not exceed today.',
    'StartDay must be before EndDay.',
    'Date range exceeds the maximum of 31 days.',
    'Too many concurrent requests',
    'Rate limit exceeded',
    'Maximum number of running jobs reached.',
    'FriendlyName exceeds the limit of 64 characters.',
    'Resource type Messages is exported daily already.',
    'Page limit is 400.',
  ])('%s', (message) => {
    expect(isQuotaRefusal({ message })).toBe(false);
    expect(isQuotaRefusal({ message: REFUSED + message, httpStatus: 400, twilioCode: 20001 })).toBe(false);
  });
});

test.each([
  [{ message: 'One.', httpStatus: 400, twilioCode: 20001 }, '400/20001'],
  [{ message: 'Another.', httpStatus: 400 }, '400/no code'],
  [{ message: 'No answer.' }, 'no status/no code'],
])('refusals are alike whatever their words: %j', (refused, signature) => {
  expect(signatureOf(refused)).toBe(signature);
});
