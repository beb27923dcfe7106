import { describeCancellation, type Cancellation } from '../../../src/domain/describe/cancellation';
import { march } from '../support/march';

const CANCELLED: Cancellation = { jobsOver: 2, jobsLeft: 0, jobsRemaining: [], requestedDays: 91 };

test.each<[string, Partial<Cancellation>, string]>([
  ['with all jobs gone', {}, 'Cancelled. 2 open jobs deleted or finished. 91 days of quota used.'],
  [
    'by an operator',
    { reason: 'dayhaul cancel by ana@host' },
    'Cancelled (dayhaul cancel by ana@host). 2 open jobs deleted or finished. 91 days of quota used.',
  ],
  ['before the first job', { jobsOver: 0, requestedDays: 0 }, 'Cancelled. 0 open jobs deleted or finished. 0 days of quota used.'],
  [
    'with jobs created elsewhere',
    { jobsOver: 1, jobsLeft: 1 },
    'Cancelled. 1 open job deleted or finished. 1 job created elsewhere left running. 91 days of quota used.',
  ],
  [
    'with a job that may still run',
    { jobsRemaining: [{ jobSid: 'JS1', range: march('1..3'), message: 'No answer.' }] },
    'Cancelled. 2 open jobs deleted or finished. ' +
      'Job JS1 (2024-03-01..2024-03-03) may still be running: No answer. 91 days of quota used.',
  ],
  [
    'with a chunk whose create was not confirmed',
    { unclear: [march('4'), march('6..7')] },
    'Cancelled. 2 open jobs deleted or finished. ' +
      '2024-03-04, 2024-03-06..2024-03-07 may have been submitted; no job was confirmed. 91 days of quota used.',
  ],
])('a cancelled export %s describes the result', (_name, more, message) => {
  expect(describeCancellation({ ...CANCELLED, ...more })).toBe(message);
});
