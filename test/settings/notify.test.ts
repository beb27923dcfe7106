import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOTIFY_EVENTS } from '../../src/domain/notify/notice';
import { readNotifyTargets } from '../../src/settings/notify';

const folder = mkdtempSync(join(tmpdir(), 'dayhaul-notify-'));
const KEY = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`;
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(yaml: string, environment: Record<string, string> = {}) {
  const path = join(folder, 'notify.yaml');
  writeFileSync(path, yaml);
  const problems: string[] = [];
  const targets = readNotifyTargets({ DAYHAUL_NOTIFY: path, ...environment }, problems);
  return { targets, problems };
}

test('without DAYHAUL_NOTIFY there are no targets', () => {
  const problems: string[] = [];
  expect(readNotifyTargets({}, problems)).toEqual([]);
  expect(problems).toEqual([]);
});

test('targets are read with their references, and show no secret', () => {
  writeFileSync(join(folder, 'slack'), 'https://hooks.slack.com/services/canary\n');
  const { targets, problems } = read(
    `
targets:
  - { kind: webhook, name: pager, url: 'env:PAGER_URL', secret: 'env:PAGER_KEY', events: [daysMissing] }
  - { kind: slack, url: 'file:${folder}/slack', allowPrivate: true }
  - { kind: smtp, url: 'env:SMTP_URL', from: dayhaul@example.com, to: [ops@example.com] }
heartbeatUrl: env:PING_URL
`,
    {
      PAGER_URL: 'https://example.com/canary',
      PAGER_KEY: KEY,
      SMTP_URL: 'smtps://u:canary@mail.example.com',
      PING_URL: 'https://hc.example/canary',
    },
  );
  expect(problems).toEqual([]);
  expect(targets.map(({ name, kind, events, allowPrivate }) => [name, kind, events, allowPrivate])).toEqual([
    ['pager', 'webhook', ['daysMissing'], false],
    ['slack-2', 'slack', NOTIFY_EVENTS, true],
    ['smtp-3', 'smtp', NOTIFY_EVENTS, false],
    ['heartbeat', 'heartbeat', ['exportEnded'], false],
  ]);
  expect(targets.map(({ url }) => url.reveal())).toEqual([
    'https://example.com/canary',
    'https://hooks.slack.com/services/canary',
    'smtps://u:canary@mail.example.com',
    'https://hc.example/canary',
  ]);
  expect(targets[0]!.secret!.reveal()).toBe(KEY);
  expect(JSON.stringify(targets)).not.toContain('canary');
});

test('every problem is named with its place, and no literal secret is printed', () => {
  const { problems } = read(
    `
targets:
  - { kind: webhook, url: 'https://example.com/canary', secret: ${KEY}, events: [daysMising] }
  - { kind: pigeon, url: 'env:SET' }
  - { kind: slack, url: 'env:PLAIN', name: 'a b' }
  - { kind: smtp, url: 'env:SET', from: nobody }
  - https://hooks.slack.com/services/canary
  - { kind: slack, url: 'env:UNSET', colour: red }
  - { kind: webhook, url: 'env:SET', secret: 'env:SET' }
heartbeatUrl: https://hc.example/canary
`,
    { SET: 'https://example.com/canary', PLAIN: 'http://example.com/canary' },
  );
  const reference = 'must be a reference, env:NAME or file:/path, and never the value.';
  const https = 'must refer to an https URL without credentials. Only this machine may use http.';
  expect(problems.map((problem) => problem.replace('DAYHAUL_NOTIFY: ', ''))).toEqual([
    `targets[0].events[0] "daysMising" is unknown. Use one of: ${NOTIFY_EVENTS.join(', ')}.`,
    `targets[0].url ${reference}`,
    `targets[0].secret ${reference}`,
    'targets[1].kind "pigeon" is unknown. Use one of: webhook, slack, smtp.',
    'targets[2].name must be 1 to 40 letters, digits, dots, dashes or underscores.',
    `targets[2].url ${https}`,
    'targets[3].url must refer to an smtps:// or smtp:// URL.',
    'targets[3].from Invalid email address',
    'targets[3].to Invalid input: expected array, received undefined',
    'targets[4] this is unknown. Use one of: webhook, slack, smtp.',
    `targets[5].url ${https}`,
    'targets[5] Unrecognized key: "colour"',
    'targets[6].secret must refer to a key: whsec_ and 24 to 64 bytes in base64.',
    `heartbeatUrl ${reference}`,
  ]);
  expect(problems.join()).not.toContain('canary');
  expect(problems.join()).not.toContain(KEY);
});

test('two targets cannot share a name', () => {
  const { problems } = read("targets: [{kind: slack, name: a, url: 'env:A'}, {kind: slack, name: a, url: 'env:A'}]", {
    A: 'https://a.example/b',
  });
  expect(problems).toEqual(['DAYHAUL_NOTIFY: targets must have different names.']);
});

test.each([
  'https://user:canary@example.com/',
  'http://example.com',
  'http://127.0.0.1.example.com/',
  'http://localhost@example.com',
  'ftp://x',
])('%s is no address for a webhook', (url) => {
  const { problems } = read('heartbeatUrl: env:A', { A: url });
  expect(problems).toEqual([
    'DAYHAUL_NOTIFY: heartbeatUrl must refer to an https URL without credentials. Only this machine may use http.',
  ]);
});

test.each([
  ['targets: [\n  whsec_canary', /^DAYHAUL_NOTIFY: \S+notify.yaml is not valid YAML, line 2\.$/],
  ['a: &a [x]\nb: *canary', /^DAYHAUL_NOTIFY: \S+notify.yaml (is not valid YAML, line 2|cannot be read)\.$/],
  ['', /^DAYHAUL_NOTIFY: .*expected object/],
])('a file that is not valid is named without its text: %j', (yaml, message) => {
  const { problems } = read(yaml);
  expect(problems).toEqual([expect.stringMatching(message)]);
  expect(problems[0]).not.toContain('canary');
});

test('a file that does not exist is named', () => {
  const problems: string[] = [];
  readNotifyTargets({ DAYHAUL_NOTIFY: '/does/not/exist' }, problems);
  expect(problems).toEqual(['DAYHAUL_NOTIFY: /does/not/exist cannot be read.']);
});
