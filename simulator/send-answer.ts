import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ApiAnswer } from './api-answer';

/** Write an answer; its `Date` is the simulator's, so that a client can go by Twilio's clock. */
export function sendAnswer(response: ServerResponse, answer: ApiAnswer, nowMs: number): void {
  const text = typeof answer.body === 'string' ? answer.body : undefined;
  const payload = text ?? JSON.stringify(answer.body);
  response.statusCode = answer.status;
  response.sendDate = false;
  const headers = {
    Date: new Date(nowMs).toUTCString(),
    'Twilio-Request-Id': `RQ${randomBytes(16).toString('hex')}`,
    'Content-Type': text === undefined ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(payload)),
    ...answer.headers,
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(payload);
}
