import { describeCancellation, type Cancellation } from '../../../src/domain/describe/cancellation';
import { march } from '../support/march';

const CANCELLED: Cancellation = { jobsOver: 2, jobsLeft: 0, jobsRemaining: [], requestedDays: 91 };

test.each<[string, Partial<Cancellation>, string]>([
  [
    'with all jobs gone',
    {},
    'Cancelled. 2 open jobs deleted at Twilio or over. 91 days of the quota are spent.',
  ],
  [
    'with nothing begun',
    { jobsOver: 0, requestedDays: 0 },
    'Cancelled. 0 open jobs deleted at Twilio or over. 0 days of the quota are spent.',
  ],
  [
    'with jobs of others',
    { jobsOver: 1, jobsLeft: 1 },
    'Cancelled. 1 open job deleted at Twilio or over. 1 job of others left alone. 91 days of the quota are spent.',
  ],
  [
    'with a job that may still run',
    { jobsRemaining: [{ jobSid: 'JS1', range: march('1..3'), message: 'No answer.' }] },
    'Cancelled. 2 open jobs deleted at Twilio or over. ' +
      'Job JS1 over 2024-03-01..2024-03-03 may still run: No answer. 91 days of the quota are spent.',
  ],
  [
    'with a chunk of which nobody knows',
    { unclear: march('4') },
    'Cancelled. 2 open jobs deleted at Twilio or over. ' +
      '2024-03-04 may have become a job that nobody knows. 91 days of the quota are spent.',
  ],
])('a cancelled export %s gives its account', (_name, more, message) => {
  expect(describeCancellation({ ...CANCELLED, ...more })).toBe(message);
});
