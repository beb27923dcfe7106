import { randomBytes } from 'node:crypto';
import type { ApiRequest } from '../wire/api-request';
import { FILE_HOST_PATH } from '../wire/route';
import type { View } from '../wire/view';
import { linkExpired, linkUsed, noSuchKey, signatureUnknown } from '../wire/storage-error';
import { isExpired, type DayFile } from './day-files';

/** The links that were given out. */
export interface SignedLinks {
  /** A link for one download of a file within 240 seconds, from its path on. */
  sign(file: DayFile, nowMs: number, account?: View['accountInLinks']): string;
  /** The file behind a link, which is used up by this; or a refusal as S3 gives it. */
  redeem(request: Pick<ApiRequest, 'path' | 'query'>, nowMs: number): DayFile;
}

/** Start without links. Only the receiver of a link knows its signature. */
export function createSignedLinks(): SignedLinks {
  const links = new Map<string, Link>();
  return {
    sign(file, nowMs, account = 'named') {
      const signature = randomBytes(32).toString('hex');
      const path = pathOf(file, account);
      const query = new URLSearchParams({ ...signedFields(nowMs), [SIGNATURE]: signature });
      links.set(signature, { file, path, fields: sorted(query), expiresAtMs: nowMs + LIFE_MS, isUsed: false });
      return `${path}?${query.toString()}`;
    },
    redeem({ path, query }, nowMs) {
      const link = links.get(query.get(SIGNATURE) ?? '');
      if (link?.path !== path || link.fields !== sorted(query)) throw signatureUnknown();
      if (nowMs >= link.expiresAtMs) throw linkExpired(isoTime(link.expiresAtMs), isoTime(nowMs));
      if (link.isUsed) throw linkUsed();
      link.isUsed = true;
      if (isExpired(link.file, nowMs)) throw noSuchKey(path.slice(FILE_HOST_PATH.length));
      return link.file;
    },
  };
}

interface Link {
  readonly file: DayFile;
  readonly path: string;
  readonly fields: string;
  readonly expiresAtMs: number;
  isUsed: boolean;
}

const LIFE_MS = 240_000;
const SIGNATURE = 'X-Amz-Signature';

function pathOf({ job, day, createdAtMs }: DayFile, account: View['accountInLinks']): string {
  const createdTime = isoTime(createdAtMs).replace(/\D/g, '');
  const folders = Object.entries({
    day: day.day,
    type: job.request.resourceType,
    ...(account !== 'absent' && { account: account === 'named' ? job.accountSid : account }),
    created_time: createdTime,
  });
  const folder = folders.map(([name, value]) => encodeURIComponent(`${name}=${value}`)).join('/');
  return `${FILE_HOST_PATH}daily/${folder}/part-0.json.gz`;
}

function signedFields(nowMs: number): Record<string, string> {
  const now = isoTime(nowMs).replace(/[-:]/g, '');
  return {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `AKIASIMULATEDSIMULAT/${now.slice(0, 8)}/us-east-1/s3/aws4_request`,
    'X-Amz-Date': now,
    'X-Amz-Expires': String(LIFE_MS / 1000),
    'X-Amz-SignedHeaders': 'host',
  };
}

function sorted(query: URLSearchParams): string {
  const fields = new URLSearchParams(query);
  fields.sort();
  return fields.toString();
}

/** In whole seconds. */
function isoTime(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19)}Z`;
}
