import type { S3ServiceException } from '@aws-sdk/client-s3';
import { tlsAdvice } from '../../../network/tls-advice';
import { ArchiveError, FrozenFileError, type ArchiveErrorKind } from '../store';

const ADVICE = {
  full: 'Free some space in the store; delivery continues automatically.',
  refused:
    'Check the bucket name, AWS_REGION, and the AWS credentials of the worker. They need these permissions: list, get, put and delete objects; list and abort multipart uploads.',
  unavailable: 'Dayhaul retries.',
} satisfies Partial<Record<ArchiveErrorKind, string>>;

/** Names of errors that the SDK itself raises and that a retry does not fix. */
const LOCAL_REFUSALS = /Credentials|Region is missing|Token|Config/;
/** The prefix of the SDK for errors that are not its own. */
const WRAPPER = /^AWS SDK error wrapper for (Error: )?/;

const LONGEST_WORDS = 300;

/** What the AWS SDK throws, as far as it matters here; by its shape, since it has many classes. */
type SdkError = Error & Partial<Pick<S3ServiceException, '$metadata'>>;

/** Whether an error says that an object does not exist; not every store uses Amazon's name for it. */
export function isNoSuchKey(thrown: unknown): boolean {
  const { name, $metadata } = thrown as Partial<SdkError>;
  return name === 'NoSuchKey' || ($metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket');
}

/** The error for an error of the SDK, which is not kept as its cause: it contains the request. */
export function s3Failure(purpose: string, thrown: unknown): ArchiveError {
  const { name, message, $metadata } = thrown as SdkError;
  const status = $metadata?.httpStatusCode;
  const kind = kindOf(name, message, status);
  const detail = [name === 'Error' ? '' : name, message === 'UnknownError' ? '' : message.replace(WRAPPER, '')]
    .filter(Boolean)
    .join(': ');
  const said = status === undefined ? 'no response' : `answered ${status}`;
  const failed = `${purpose}: ${said} (${detail.slice(0, LONGEST_WORDS)}).`;
  if (name === 'InvalidObjectState') return new FrozenFileError(`${failed} Restore the object from its storage class, then retry.`);
  const advice = (status === undefined ? tlsAdvice(detail) : undefined) ?? ADVICE[kind];
  return new ArchiveError(`${failed} ${advice}`, kind);
}

function kindOf(name: string, message: string, status: number | undefined): keyof typeof ADVICE {
  if (status === 507 || /StorageFull|QuotaExceeded/i.test(name)) return 'full';
  if (status === undefined) return LOCAL_REFUSALS.test(`${name} ${message}`) ? 'refused' : 'unavailable';
  // Too many requests, a wrong clock, an aborted upload: a retry may help.
  if (['SlowDown', 'RequestTimeout', 'RequestTimeTooSkewed', 'NoSuchUpload'].includes(name)) return 'unavailable';
  if (status === 501 || name === 'NotImplemented') return 'refused';
  return status >= 500 || status === 429 || status === 408 ? 'unavailable' : 'refused';
}
