import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ApiAnswer } from './api-answer';
import { damagedBytes, lengthUnder } from './body-damage';

/** Who answers: Twilio's API, or the S3 that keeps the day files. */
type Sender = 'api' | 'storage';

/** Write an answer; its `Date` is the simulator's, so that a client can go by Twilio's clock. */
export function sendAnswer(response: ServerResponse, answer: ApiAnswer, nowMs: number, sender: Sender = 'api'): void {
  const { contentType, bytes } = payloadOf(answer.body);
  response.statusCode = answer.status;
  response.sendDate = false;
  const headers = {
    Date: new Date(nowMs).toUTCString(),
    ...headersOf(sender),
    ...(answer.status !== NO_CONTENT && {
      'Content-Type': contentType,
      ...(Buffer.isBuffer(bytes) && { 'Content-Length': String(lengthUnder(answer.damage, bytes.length)) }),
    }),
    ...answer.headers,
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (Buffer.isBuffer(bytes) && answer.damage === undefined) response.end(bytes);
  else void transfer(bytes, answer, response);
}

type Payload = Buffer | (() => Readable);

function payloadOf(body: unknown): { readonly contentType: string; readonly bytes: Payload } {
  if (Buffer.isBuffer(body)) return { contentType: BINARY, bytes: body };
  if (typeof body === 'function') return { contentType: BINARY, bytes: body as () => Readable };
  if (typeof body === 'string') return { contentType: 'text/html; charset=utf-8', bytes: Buffer.from(body) };
  return { contentType: 'application/json; charset=utf-8', bytes: Buffer.from(JSON.stringify(body)) };
}

const BINARY = 'binary/octet-stream';

function headersOf(sender: Sender): Readonly<Record<string, string>> {
  return sender === 'api'
    ? { 'Twilio-Request-Id': `RQ${randomBytes(16).toString('hex')}` }
    : { 'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(), Server: 'AmazonS3' };
}

/** Send a body as fast as it is read at the other end; who goes away before its end misses the rest. */
async function transfer(bytes: Payload, { damage }: ApiAnswer, response: ServerResponse): Promise<void> {
  try {
    const chunks = Buffer.isBuffer(bytes) ? [bytes] : bytes();
    await pipeline(damagedBytes(damage, chunks), response, { end: false });
    if (damage?.kind === 'truncate' && damage.end === 'cut') response.socket?.destroySoon();
    else response.end();
  } catch {
    response.destroy();
  }
}

/** An answer with this status has no body, whatever is written. */
const NO_CONTENT = 204;
