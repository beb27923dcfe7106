import { S3Client } from '@aws-sdk/client-s3';

const CONNECT_WITHIN_MS = 10_000;
const IDLE_MS = 60_000;

/** The settings of S3 beside those that the AWS SDK reads: `AWS_*`, its configuration files, a machine's role. */
export interface S3Settings {
  /** Another store with the S3 API; Amazon's when absent. */
  readonly otherStore?: { readonly endpoint: string; readonly region: string } | undefined;
  /** The encryption of objects; the default of the bucket when absent. */
  readonly encryption?: S3Encryption | undefined;
}

/** S3's server-side encryption (https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html). */
export interface S3Encryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /** Only for the two of KMS; the account's own key when absent. */
  readonly kmsKeyId?: string | undefined;
}

/** An object by its key, or the objects whose keys begin with it. */
export interface ObjectKey {
  readonly Bucket: string;
  readonly Key: string;
}

/** Settings for other stores: the bucket is in the path; no newer checksums, which many reject. Requests still have a SHA-256. */
const AT_OTHER_STORES = {
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/** A client of S3, which retries automatically (`AWS_MAX_ATTEMPTS`, `AWS_RETRY_MODE`). */
export function createS3Client({ otherStore }: Pick<S3Settings, 'otherStore'>): S3Client {
  return new S3Client({
    requestHandler: { connectionTimeout: CONNECT_WITHIN_MS, socketTimeout: IDLE_MS },
    ...(otherStore && { ...otherStore, ...AT_OTHER_STORES }),
  });
}

/** The options of one request, with a signal of its own: Node reports many listeners of one signal as a leak. */
export function endingWith(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  return signal ? { abortSignal: AbortSignal.any([signal]) } : {};
}
