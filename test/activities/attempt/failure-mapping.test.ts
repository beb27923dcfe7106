import { translatingErrors, type ErrorKind } from '../../../src/activities/attempt/failure-mapping';
import { ArchiveError } from '../../../src/archive/stores/store';
import { BulkExportApiError, type ApiErrorFacts } from '../../../src/bulk-export/api-error';
import { DayFileError } from '../../../src/bulk-export/files/file-failure';
import { FAILURE, type FailureType } from '../../../src/contract/failure-types';
import { failureOf } from '../support/activity-bench';

const DELAYS_MS: Partial<Record<ErrorKind, number>> = { unavailable: 4000 };

function translated(error: unknown) {
  return translatingErrors(
    (kind) => DELAYS_MS[kind] ?? 1000,
    () => Promise.reject(error as Error),
  );
}

function apiError(kind: ApiErrorFacts['kind'], facts: Partial<ApiErrorFacts> = {}): BulkExportApiError {
  return new BulkExportApiError('Twilio said no.', { kind, mayHaveBeenProcessed: false, ...facts });
}

const TRANSLATED: [BulkExportApiError | ArchiveError | DayFileError, FailureType, number][] = [
  [apiError('credentialsRefused'), FAILURE.credentialsRefused, 1000],
  [apiError('wrongAccount'), FAILURE.wrongAccount, 1000],
  [apiError('rateLimited'), FAILURE.rateLimited, 1000],
  [apiError('refused'), FAILURE.refused, 1000],
  [apiError('unavailable'), FAILURE.unavailable, 4000],
  [apiError('unreadable'), FAILURE.unreadable, 1000],
  [new ArchiveError('No.', 'full'), FAILURE.archiveFull, 1000],
  [new ArchiveError('No.', 'refused'), FAILURE.archiveRefused, 1000],
  [new ArchiveError('No.', 'foreign'), FAILURE.archiveForeign, 1000],
  [new ArchiveError('No.', 'conflict'), FAILURE.archiveConflict, 1000],
  [new ArchiveError('No.', 'unavailable'), FAILURE.archiveUnavailable, 4000],
  [new DayFileError('No.', 'hostNotAllowed'), FAILURE.fileHostNotAllowed, 1000],
  [new DayFileError('No.', 'unavailable'), FAILURE.fileHostUnavailable, 4000],
  [new DayFileError('No.', 'cut'), FAILURE.fileHostUnavailable, 4000],
];

test.each(TRANSLATED.map(([error, type, waitMs]) => [`${error.name} "${error.kind}"`, error, type, waitMs] as const))(
  '%s becomes a retryable failure',
  async (_title, error, type, nextRetryDelay) => {
    const failure = await failureOf(translated(error));
    expect(failure).toMatchObject({ type, nextRetryDelay, nonRetryable: false, message: error.message });
  },
);

test.each([
  ['longer', 60_000, 60_000],
  ['shorter', 500, 1000],
])('a Retry-After that is %s than the wait', async (_title, retryAfterMs, waitMs) => {
  const failure = await failureOf(translated(apiError('rateLimited', { retryAfterMs })));
  expect(failure.nextRetryDelay).toBe(waitMs);
});

test('a failure keeps no cause, which could hold credentials', async () => {
  const failure = await failureOf(translated(apiError('unavailable', { cause: new Error('Basic c2VjcmV0') })));
  expect(failure.cause).toBeUndefined();
  expect(`${failure.message} ${failure.stack}`).not.toContain('c2VjcmV0');
});

test('a result and any other error pass as they are', async () => {
  const reason = new Error('cancelled');
  await expect(translated(reason)).rejects.toBe(reason);
  expect(
    await translatingErrors(
      () => 0,
      () => Promise.resolve(7),
    ),
  ).toBe(7);
});
