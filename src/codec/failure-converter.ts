import { ApplicationFailure, DefaultFailureConverter, type FailureConverter } from '@temporalio/common';
import { FAILURE } from '../contract/failure-types';
import { EARLY_QUERY } from '../workflows/refuse-early-events';

const clear = new DefaultFailureConverter();
const encoded = new DefaultFailureConverter({ encodeCommonAttributes: true });

/** Makes messages and stacks of failures payloads, which the codec encrypts; but not those that are for readers without a key. */
export const failureConverter: FailureConverter = {
  failureToError: (...failure) => clear.failureToError(...failure),
  errorToFailure: (...error) => (isForAll(error[0]) ? clear : encoded).errorToFailure(...error),
};

function isForAll(error: unknown): boolean {
  if (error instanceof ApplicationFailure) return error.type === FAILURE.keyMissing;
  return error instanceof Error && error.message === EARLY_QUERY;
}
