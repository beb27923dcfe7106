import { createTransport } from 'nodemailer';
import type { Message } from '../domain/notify/notice';
import type { NotifyTarget } from '../settings/notify';
import { findAddresses } from './find-addresses';
import { TIMEOUT_MS } from './post';

/** Send a message as mail. A server that does not begin with TLS must offer it, unless it is on this machine. */
export async function sendMail({ url, allowPrivate, from, to = [] }: NotifyTarget, message: Message): Promise<void> {
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
  await transport.sendMail(mail).finally(() => {
    transport.close();
  });
}

export function textOf({ data: { account, summary, next } }: Message): string {
  return `[${account}] ${summary}\n\nNext: ${next}`;
}
