import { notYet } from '../../../src/activities/attempt/not-yet';
import { FAILURE } from '../../../src/contract/failure-types';

test('a wait is retried, is benign, and holds nothing but its message', () => {
  const failure = notYet(FAILURE.notYetFinal, 'Waiting for 2 open jobs.', 60_000);
  expect(failure).toMatchObject({
    type: 'NotYetFinal',
    message: 'Waiting for 2 open jobs.',
    nextRetryDelay: 60_000,
    nonRetryable: false,
    category: 'BENIGN',
    stack: '',
  });
  expect(failure.cause).toBeUndefined();
});
