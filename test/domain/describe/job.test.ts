import { describeJob } from '../../../src/domain/describe/job';
import { MINUTE, NOON } from '../support/instants';

const counts = [
  { status: 'Completed', count: 3 },
  { status: 'Running', count: 1 },
] as const;

test.each<[string, Parameters<typeof describeJob>[0], string]>([
  ['without a report', { counts: [] }, 'no status yet'],
  ['with statuses', { counts }, '3 Completed, 1 Running'],
  [
    'with an outlook',
    { counts, queuePosition: 2, estimatedEndMs: NOON },
    "3 Completed, 1 Running, position 2 in Twilio's queue, estimated end 2024-05-01 12:00:00 UTC",
  ],
  [
    'that is stuck',
    { counts, isStuck: true, changedAtMs: NOON },
    'stuck: no change since 2024-05-01 12:00:00 UTC, 3 Completed, 1 Running',
  ],
  ['of another client', { counts, isAdopted: true }, 'created elsewhere, 3 Completed, 1 Running'],
  [
    'that is unclear',
    { counts: [], unknownWords: ['Pondering'], unclearSinceMs: NOON + MINUTE },
    'unknown status "Pondering", unclear since 2024-05-01 12:01:00 UTC',
  ],
])('a job %s', (_name, job, text) => {
  expect(describeJob(job)).toBe(text);
});
