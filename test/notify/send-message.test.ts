import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Message } from '../../src/domain/notify/notice';
import { sendMessage } from '../../src/notify/send-message';
import { Secret } from '../../src/bulk-export/secret';
import { targetAt, withReceiver } from './support/receiver';

const MESSAGE: Message = {
  id: 'id-1',
  timestamp: '2024-05-01T00:00:00.000Z',
  type: 'test',
  data: { account: 'default', ok: true, summary: 'A <b> & c.', next: 'dayhaul list' },
};

test('a webhook is signed by the Standard Webhooks scheme, and its id stays the same when it is sent again', () =>
  withReceiver(async (receiver) => {
    for (let times = 0; times < 2; times++) expect(await sendMessage(targetAt(receiver.url), MESSAGE)).toBeUndefined();
    expect(receiver.messages()).toEqual([MESSAGE, MESSAGE]);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(['id-1', 'id-1']);
  }));

test('Slack gets a text, with its special characters escaped', () =>
  withReceiver(async (receiver) => {
    expect(await sendMessage(targetAt(receiver.url, { kind: 'slack' }), MESSAGE)).toBeUndefined();
    expect(JSON.parse(receiver.received[0]!.body)).toEqual({ text: '[default] A &lt;b&gt; &amp; c.\n\nNext: dayhaul list' });
    expect(receiver.received[0]!.headers['webhook-signature']).toBeUndefined();
  }));

test('a heartbeat is pinged after a good run, and at /fail after a bad one', () =>
  withReceiver(async (receiver) => {
    const target = targetAt(`${receiver.url}?create=1`, { kind: 'heartbeat' });
    await sendMessage(target, MESSAGE);
    await sendMessage(target, { ...MESSAGE, data: { ...MESSAGE.data, ok: false } });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hooks/canary?create=1', '/hooks/canary/fail?create=1']);
  }));

test.each([[500], [404], [410]])('an answer of %i is a failure, and nothing of the answer is in it', (status) =>
  withReceiver(async (receiver) => {
    receiver.answersWith(status);
    expect(await sendMessage(targetAt(receiver.url), MESSAGE)).toBe(`The target answered ${status}.`);
  }),
);

test('a redirect is not followed', () =>
  withReceiver((elsewhere) =>
    withReceiver(async (receiver) => {
      receiver.answersWith({ redirectTo: elsewhere.url });
      expect(await sendMessage(targetAt(receiver.url), MESSAGE)).toBe('The target answered 302. Redirects are not followed.');
      expect(elsewhere.received).toEqual([]);
    }),
  ));

test('a target that hangs is left after ten seconds', () =>
  withReceiver(async (receiver) => {
    receiver.answersWith('hangs');
    expect(await sendMessage(targetAt(receiver.url), MESSAGE)).toBe('The target did not respond within 10 s.');
  }));

test('an unreachable target is named by its error code alone', async () => {
  const problem = await sendMessage(targetAt('http://127.0.0.1:1/canary'), MESSAGE);
  expect(problem).toBe('The target is not reachable, or rejects the message (ECONNREFUSED).');
});

test.each([
  ...['http://127.0.0.1', 'http://localhost', 'http://[::1]', 'https://10.1.2.3', 'https://192.168.0.1', 'https://172.16.5.5'],
  ...[
    'https://169.254.169.254',
    'https://[::ffff:10.0.0.1]',
    'https://[fd00::1]',
    'https://[fe80::1]',
    'https://0.0.0.0',
    'https://2130706433',
  ],
])('%s is refused unless private addresses are allowed', async (url) => {
  const problem = await sendMessage(targetAt(url, { allowPrivate: false }), MESSAGE);
  expect(problem).toBe('The target is on this machine or in a private network: set allowPrivate to allow it.');
  const mail = targetAt(url.replace(/^https?/, 'smtp'), {
    kind: 'smtp',
    from: 'a@example.com',
    to: ['b@example.com'],
    allowPrivate: false,
  });
  if (!url.includes('2130706433')) expect(await sendMessage(mail, MESSAGE)).toBe(problem);
});

test('a mail arrives at a real server, with credentials and an id that stays the same', async () => {
  const mails: string[] = [];
  const envelopes: unknown[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'user' && password === 'p@ss') done(null, { user: username });
      else done(new Error('no'));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      envelopes.push([envelope.mailFrom && envelope.mailFrom.address, envelope.rcptTo.map(({ address }) => address)]);
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const target = (password: string) =>
    targetAt('', {
      kind: 'smtp',
      url: new Secret(`smtp://user:${password}@127.0.0.1:${port}`),
      from: 'dayhaul@example.com',
      to: ['ops@example.com'],
    });
  try {
    expect(await sendMessage(target('p%40ss'), MESSAGE)).toBeUndefined();
    expect(envelopes).toEqual([['dayhaul@example.com', ['ops@example.com']]]);
    expect(mails[0]).toContain('Message-ID: <id-1@dayhaul>');
    expect(mails[0]).toContain('Subject: [dayhaul] test (default)');
    expect(mails[0]).toContain('Next: dayhaul list');
    expect(await sendMessage(target('wrong'), MESSAGE)).toBe('The target is not reachable, or rejects the message (EAUTH 535).');
  } finally {
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  }
});
