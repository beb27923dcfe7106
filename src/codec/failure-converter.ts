import { ApplicationFailure, DefaultFailureConverter } from '@temporalio/common';
import type { FailureConverter, PayloadConverter, ProtoFailure } from '@temporalio/common';
import { FAILURE } from '../contract/failure-types';
import { EARLY_QUERY } from '../workflows/refuse-early-events';

/** The message of a failure whose message is a payload, as the SDK has it. */
const ENCODED = 'Encoded failure';

const clear = new DefaultFailureConverter();
const encoded = new DefaultFailureConverter({ encodeCommonAttributes: true });

/**
 * Makes messages and stacks of failures payloads, which the codec encrypts; but not those that are for readers without a key. A
 * cause may be in clear, from before the encryption or of the server: it is encoded with the failure.
 */
export const failureConverter: FailureConverter = {
  failureToError: (...failure) => clear.failureToError(...failure),
  errorToFailure: (error, converter) =>
    isForAll(error)
      ? clear.errorToFailure(error, converter)
      : withEncodedCause(encoded.errorToFailure(error, converter), converter),
};

function withEncodedCause(failure: ProtoFailure, converter: PayloadConverter): ProtoFailure {
  const { cause } = failure;
  if (!cause) return failure;
  const { message, stackTrace } = cause;
  const encodedAttributes = cause.encodedAttributes ?? converter.toPayload({ message, stack_trace: stackTrace });
  return { ...failure, cause: withEncodedCause({ ...cause, message: ENCODED, stackTrace: '', encodedAttributes }, converter) };
}

function isForAll(error: unknown): boolean {
  if (error instanceof ApplicationFailure) return error.type === FAILURE.keyMissing;
  return error instanceof Error && error.message === EARLY_QUERY;
}
