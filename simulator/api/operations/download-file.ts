import { createHash } from 'node:crypto';
import { dayFileBody } from '../../files/day-file-body';
import type { ApiAnswer } from '../../wire/api-answer';
import { downloadsOnly, twoAuthMechanisms } from '../../wire/storage-error';
import type { Call } from './call';

/** `GET` of a signed link, at the file host: the link alone authorizes the request, once. */
export function downloadFile({ request, nowMs, links, view }: Omit<Call, 'accountSid' | 'credentials'>): ApiAnswer {
  if (request.method !== 'GET') throw downloadsOnly(request.method);
  if (request.authorization !== undefined) throw twoAuthMechanisms(request.authorization);
  const file = links.redeem(request, nowMs);
  const body = dayFileBody(file, view);
  return {
    status: 200,
    body,
    headers: {
      'Last-Modified': new Date(file.createdAtMs).toUTCString(),
      ETag: Buffer.isBuffer(body) ? `"${md5(body)}"` : `"${md5(file.key)}-2"`,
      ...(view.contentEncoding === 'gzip' && { 'Content-Encoding': 'gzip' }),
    },
  };
}

/** S3 gives a file that came in parts a tag that is not the hash of its bytes. */
function md5(content: Buffer | string): string {
  return createHash('md5').update(content).digest('hex');
}
