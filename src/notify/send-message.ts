import { createTransport } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import type { Message } from '../domain/notify/notice';
import type { NotifyTarget } from '../settings/notify';
import { findAddresses, NotAccepted, post, TIMEOUT_MS } from './post';

/** Send a message to a target. Returns why the target did not accept it, without its address and its answer. */
export async function sendMessage(target: NotifyTarget, message: Message): Promise<string | undefined> {
  try {
    await SENDERS[target.kind](target, message);
    return undefined;
  } catch (error) {
    if (error instanceof NotAccepted) return error.message;
    const { code = 'unknown error', responseCode } = error as { readonly code?: string; readonly responseCode?: number };
    if (code === 'ERR_CANCELED' || code === 'ETIMEDOUT') return `The target did not respond within ${TIMEOUT_MS / 1000} s.`;
    return `The target is not reachable, or rejects the message (${[code, responseCode].filter(Boolean).join(' ')}).`;
  }
}

const SENDERS: Readonly<Record<NotifyTarget['kind'], (target: NotifyTarget, message: Message) => Promise<void>>> = {
  webhook: (target, message) => {
    const body = JSON.stringify(message);
    const sentAt = new Date();
    return post(target, target.url.reveal(), body, {
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(target.secret?.reveal() ?? '').sign(message.id, sentAt, body),
    });
  },
  slack: (target, message) => {
    const text = textOf(message).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    return post(target, target.url.reveal(), JSON.stringify({ text }));
  },
  smtp: sendMail,
  /** As healthchecks services have it. */
  heartbeat: (target, { data: { ok } }) => {
    const url = new URL(target.url.reveal());
    if (!ok) url.pathname = `${url.pathname.replace(/\/$/, '')}/fail`;
    return post(target, url.href, '');
  },
};

/** Send a message as mail. A server that does not begin with TLS must offer it, unless it is on this machine. */
async function sendMail({ url, allowPrivate, from, to = [] }: NotifyTarget, message: Message): Promise<void> {
  const { protocol, hostname, port, username, password } = new URL(url.reveal());
  const [{ address } = { address: '' }] = await findAddresses(hostname, allowPrivate);
  const transport = createTransport({
    host: address,
    port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
    secure: protocol === 'smtps:',
    requireTLS: !/^(127\.|::1$)/.test(address),
    tls: { servername: hostname },
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  const subject = `[dayhaul] ${message.type} (${message.data.account})`;
  const mail = { from, to, subject, text: textOf(message), messageId: `<${message.id}@dayhaul>`, date: message.timestamp };
  await transport.sendMail(mail).finally(() => transport.close());
}

function textOf({ data: { account, summary, next } }: Message): string {
  return `[${account}] ${summary}\n\nNext: ${next}`;
}
