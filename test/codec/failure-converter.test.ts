import { ApplicationFailure, defaultPayloadConverter } from '@temporalio/common';
import { failureConverter } from '../../src/codec/failure-converter';
import { FAILURE } from '../../src/contract/failure-types';
import { EARLY_QUERY } from '../../src/workflows/refuse-early-events';

function failureOf(error: unknown) {
  return failureConverter.errorToFailure(error, defaultPayloadConverter);
}

test('messages and stacks of a failure and its causes are payloads, and come back', () => {
  const cause = new Error('cause with JS0123');
  const failure = failureOf(ApplicationFailure.create({ message: 'failed JS0123', type: 'Refused', cause }));
  const inClear = JSON.stringify({
    ...failure,
    encodedAttributes: undefined,
    cause: { ...failure.cause, encodedAttributes: undefined },
  });
  expect(inClear).not.toContain('JS0123');
  expect(inClear).not.toContain(__filename);
  expect(failure).toMatchObject({ message: 'Encoded failure', applicationFailureInfo: { type: 'Refused' } });
  const error = failureConverter.failureToError(failure, defaultPayloadConverter);
  expect(error).toMatchObject({ message: 'failed JS0123', type: 'Refused', cause: { message: 'cause with JS0123' } });
});

test('failures for readers without a key stay readable', () => {
  const missing = ApplicationFailure.create({ message: 'The key is missing.', type: FAILURE.keyMissing });
  expect(failureOf(missing).message).toBe('The key is missing.');
  expect(failureOf(new Error(EARLY_QUERY)).message).toBe(EARLY_QUERY);
});

test('a cause that was stored in clear is encoded with the failure, and comes back', () => {
  const deepest = { message: 'deepest with JS0123', applicationFailureInfo: { type: 'Refused' } };
  const cause = {
    message: 'cause with JS0123',
    stackTrace: 'at JS0123',
    applicationFailureInfo: { type: 'Refused' },
    cause: deepest,
  };
  const activityFailureInfo = { activityType: { name: 'submitJob' }, activityId: '1', identity: 'worker' };
  const inClear = { message: 'Activity task failed', activityFailureInfo, cause };
  const first = failureOf(failureConverter.failureToError(inClear, defaultPayloadConverter));
  const again = failureOf(failureConverter.failureToError(first, defaultPayloadConverter));
  for (const failure of [first, again]) {
    const readable = JSON.stringify(failure, (key, value: unknown) => (key === 'encodedAttributes' ? undefined : value));
    expect(readable).not.toContain('JS0123');
    expect(readable).toContain('submitJob');
    expect(failureConverter.failureToError(failure, defaultPayloadConverter)).toMatchObject({
      cause: { message: 'cause with JS0123', stack: 'at JS0123', cause: { message: 'deepest with JS0123' } },
    });
  }
});
