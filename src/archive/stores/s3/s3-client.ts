import { S3Client } from '@aws-sdk/client-s3';

const CONNECT_WITHIN_MS = 10_000;
const IDLE_MS = 60_000;

/** How to reach S3, beside what the AWS SDK reads for itself: `AWS_*`, its configuration files, a machine's role. */
export interface S3Settings {
  /** A store that speaks S3; Amazon's own when absent. */
  readonly otherStore?: { readonly endpoint: string; readonly region: string } | undefined;
  /** How S3 is to encrypt what it stores; as the bucket says when absent. */
  readonly encryption?: S3Encryption | undefined;
}

/** S3's server-side encryption (https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html). */
export interface S3Encryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
  /** Only for the two of KMS; the account's own key when absent. */
  readonly kmsKeyId?: string | undefined;
}

/**
 * What is different at another store: the bucket is in the path, since few have a host name for each bucket, and no
 * checksums of a newer kind are sent or asked for, which many refuse. Each request still carries the SHA-256 of its body.
 */
const AT_OTHER_STORES = {
  forcePathStyle: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/** A client of S3, which tries again by itself (`AWS_MAX_ATTEMPTS`, `AWS_RETRY_MODE`). */
export function createS3Client({ otherStore }: Pick<S3Settings, 'otherStore'>): S3Client {
  return new S3Client({
    requestHandler: { connectionTimeout: CONNECT_WITHIN_MS, socketTimeout: IDLE_MS },
    ...(otherStore && { ...otherStore, ...AT_OTHER_STORES }),
  });
}

/**
 * A signal of its own for one request: each listens to its signal for as long as it lasts, and Node takes many who listen
 * to one signal for a leak.
 */
export function childSignal(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal]);
}
