import type { IncomingMessage } from 'node:http';
import type { ApiRequest } from './api-request';

/** Read a request whole. A body that is not a form counts as an empty form, as it does at Twilio's v1 APIs. */
export async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const body = await readBody(incoming);
  const { host = '127.0.0.1', authorization, 'content-type': contentType = '' } = incoming.headers;
  const origin = `http://${host}`;
  const [path = '/', query] = (incoming.url ?? '/').split('?', 2);
  const isForm = contentType.startsWith('application/x-www-form-urlencoded');
  return {
    method: incoming.method ?? 'GET',
    path: path.replace(/\/$/, ''),
    query: new URLSearchParams(query),
    form: new URLSearchParams(isForm ? body : ''),
    origin,
    authorization,
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
