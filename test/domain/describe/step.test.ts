import { summarizeDownload, summarizePoll, summarizeReservation, summarizeSubmission } from '../../../src/domain/describe/step';
import type { Step } from '../../../src/domain/plan/next-submission';
import { at } from '../support/instants';
import { march } from '../support/march';

const CHUNK = { range: march('1..3'), attempt: 1 };
const SUBMIT: Extract<Step, { step: 'submit' }> = { step: 'submit', chunks: [CHUNK, { range: march('4..9'), attempt: 1 }] };
const UNTIL = at('2024-03-02 00:00');

test('a reservation has the days of its chunks, or waits for quota', () => {
  expect(summarizeReservation(SUBMIT)).toBe('reserve 9 days');
  const quotaWait = { why: 'Quota used up.', untilMs: UNTIL };
  expect(summarizeReservation({ ...SUBMIT, quotaWait })).toBe('wait for quota');
});

test('a submission has the granted days, and its attempt after the first', () => {
  expect(summarizeSubmission(CHUNK)).toBe('submit 2024-03-01..2024-03-03');
  expect(summarizeSubmission({ range: march('1'), attempt: 3 })).toBe('submit 2024-03-01, attempt 3');
});

test('a poll and a batch of downloads have a count', () => {
  expect(summarizePoll([{}])).toBe('poll 1 job');
  expect(summarizePoll([{}, {}, {}, {}])).toBe('poll 4 jobs');
  const rest = { madeAfterMs: UNTIL, attempts: 1 };
  expect(
    summarizeDownload([
      { range: march('1..3'), ...rest },
      { range: march('9'), ...rest },
    ]),
  ).toBe('download 4 files');
});
