import type { S3Encryption, S3Settings } from '../archive/stores/s3/s3-client';
import { present, type Environment } from './environment';

const ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;
/** The last two are variables of the AWS SDK. They are read here because other stores need different defaults. */
const ENDPOINTS = ['S3_ENDPOINT', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'] as const;
const REGION_OF_OTHER_STORES = 'us-east-1';

/** Read the settings of S3 that the AWS SDK does not read itself. Adds a sentence to `problems` for each invalid one. */
export function readS3Settings(environment: Environment, problems: string[]): S3Settings {
  return { otherStore: readOtherStore(environment, problems), encryption: readEncryption(environment, problems) };
}

function readOtherStore(environment: Environment, problems: string[]): S3Settings['otherStore'] {
  const name = ENDPOINTS.find((variable) => present(environment, variable) !== undefined);
  const endpoint = name && present(environment, name);
  if (endpoint === undefined) return undefined;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search) {
    problems.push(`${name} must be a URL such as https://s3.example.com, without credentials.`);
  }
  return { endpoint, region: present(environment, 'AWS_REGION') ?? REGION_OF_OTHER_STORES };
}

function readEncryption(environment: Environment, problems: string[]): S3Encryption | undefined {
  const named = present(environment, 'DAYHAUL_S3_SSE');
  const kmsKeyId = present(environment, 'DAYHAUL_S3_KMS_KEY_ID');
  const algorithm = ALGORITHMS.find((known) => known === named);
  if (named !== undefined && algorithm === undefined) problems.push(`DAYHAUL_S3_SSE must be one of ${ALGORITHMS.join(', ')}.`);
  if (kmsKeyId !== undefined && !named?.startsWith('aws:kms')) {
    problems.push('DAYHAUL_S3_KMS_KEY_ID requires DAYHAUL_S3_SSE=aws:kms or aws:kms:dsse.');
  }
  return algorithm && { algorithm, kmsKeyId };
}
