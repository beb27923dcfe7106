import { inspect } from 'node:util';
import type { AccountSettings } from '../../src/settings/account';
import { readSettings, type Settings } from '../../src/settings/settings';
import { SettingsError } from '../../src/settings/settings-error';

const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
const KEY_SID = `SK${'1'.repeat(32)}`;
const TOKEN = { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: 'a-canary' };

const passwordOf = ({ served }: Settings) => (served as AccountSettings).password;

test('without an API key, the token of the account is used', () => {
  const settings = readSettings(TOKEN);

  expect(settings.served).toMatchObject({ accountSid: ACCOUNT_SID, username: ACCOUNT_SID, account: 'default' });
  expect(passwordOf(settings).reveal()).toBe('a-canary');
  expect(settings.bulkExportsUrl).toBe('https://bulkexports.twilio.com');
});

test('an API key takes precedence over the token', () => {
  const settings = readSettings({ ...TOKEN, TWILIO_API_KEY: KEY_SID, TWILIO_API_SECRET: 'another-canary' });

  expect(settings.served).toMatchObject({ username: KEY_SID });
  expect(passwordOf(settings).reveal()).toBe('another-canary');
});

test.each([
  ['printed', String],
  ['inspected', (value: unknown) => inspect(value, { depth: 9, showHidden: true })],
  ['serialized as JSON', JSON.stringify],
])('settings that are %s do not reveal the secret', (_title, show) => {
  const settings = readSettings(TOKEN);

  expect(show(settings)).not.toContain('canary');
  expect(show(passwordOf(settings))).not.toContain('canary');
});

test.each([
  ['Amazon S3 by default', {}, ['amazon-s3']],
  ['a simulator on this machine', { TWILIO_BULK_EXPORTS_URL: 'http://127.0.0.1:8801' }, ['amazon-s3', '127.0.0.1']],
  ['the listed hosts only', { DAYHAUL_FILE_HOSTS: 'Files.example.com, *.r2.example' }, ['files.example.com', '*.r2.example']],
])('files may be downloaded from %s', (_title, environment, hosts) => {
  expect(readSettings({ ...TOKEN, ...environment }).fileHosts).toEqual(hosts);
});

test('by default the AWS SDK reads the settings of S3', () => {
  expect(readSettings(TOKEN).s3).toEqual({});
});

test('another store has an address, a region and optional encryption', () => {
  const settings = readSettings({
    ...TOKEN,
    S3_ENDPOINT: 'https://s3.example.com',
    DAYHAUL_S3_SSE: 'aws:kms',
    DAYHAUL_S3_KMS_KEY_ID: 'a-key',
  });

  expect(settings.s3).toEqual({
    otherStore: { endpoint: 'https://s3.example.com', region: 'us-east-1' },
    encryption: { algorithm: 'aws:kms', kmsKeyId: 'a-key' },
  });
  expect(readSettings({ ...TOKEN, S3_ENDPOINT: 'http://127.0.0.1:9000', AWS_REGION: 'fr-par' }).s3).toMatchObject({
    otherStore: { region: 'fr-par' },
  });
});

test('destinations are limited by patterns, and only when the setting has a value', () => {
  const limits = { DAYHAUL_ALLOW_ARCHIVES: 's3://exports/*, /data', DAYHAUL_ALLOW_EMAILS: '', DAYHAUL_ALLOW_JOB_DELETE: 'true' };
  expect(readSettings({ ...TOKEN, ...limits }).permissions).toEqual({ archives: ['s3://exports/*', '/data'], jobDelete: true });
  expect(readSettings(TOKEN).permissions).toEqual({ jobDelete: false });
});

test.each([
  ['nothing at all', {}, ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']],
  ['a key without its secret', { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_API_KEY: KEY_SID }, ['TWILIO_API_SECRET is not set']],
  ['a secret without its key', { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_API_SECRET: 'x' }, ['TWILIO_API_KEY is not set']],
  ['a phone number for an account', { ...TOKEN, TWILIO_ACCOUNT_SID: '+4912' }, ['TWILIO_ACCOUNT_SID is not']],
  ['an AccountSid that is too short', { ...TOKEN, TWILIO_ACCOUNT_SID: 'AC123' }, ['TWILIO_ACCOUNT_SID', '32']],
  ['a token in two lines', { ...TOKEN, TWILIO_AUTH_TOKEN: 'a-\ncanary' }, ['TWILIO_AUTH_TOKEN contains a space']],
  ['http to another host', { ...TOKEN, TWILIO_BULK_EXPORTS_URL: 'http://example.com' }, ['https URL']],
  ['no address', { ...TOKEN, TWILIO_BULK_EXPORTS_URL: 'localhost' }, ['https URL']],
  ['http for accounts', { ...TOKEN, TWILIO_API_URL: 'http://example.com' }, ['TWILIO_API_URL must be an https URL']],
  ['a path for accounts', { ...TOKEN, TWILIO_API_URL: 'https://a.example/x' }, ['such as https://api.twilio.com.']],
  ['a file host with a port', { ...TOKEN, DAYHAUL_FILE_HOSTS: 'a.example:1' }, ['DAYHAUL_FILE_HOSTS', 'a.example:1']],
  ['an S3 store without an address', { ...TOKEN, S3_ENDPOINT: 's3.example.com' }, ['S3_ENDPOINT']],
  ['credentials in its address', { ...TOKEN, S3_ENDPOINT: 'https://a:b@s3.example.com' }, ['S3_ENDPOINT']],
  ['an unknown encryption', { ...TOKEN, DAYHAUL_S3_SSE: 'rot13' }, ['DAYHAUL_S3_SSE', 'AES256']],
  ['a key without its encryption', { ...TOKEN, DAYHAUL_S3_KMS_KEY_ID: 'k' }, ['DAYHAUL_S3_KMS_KEY_ID requires']],
  ['a permission that is no answer', { ...TOKEN, DAYHAUL_ALLOW_JOB_DELETE: 'yes' }, ['DAYHAUL_ALLOW_JOB_DELETE must be']],
  ['an address with a path', { ...TOKEN, TWILIO_BULK_EXPORTS_URL: 'https://a.example/v1' }, ['without a path']],
])('%s is rejected with a message', (_title, environment, messages) => {
  expect(() => readSettings(environment)).toThrow(SettingsError);
  for (const word of messages) expect(() => readSettings(environment)).toThrow(word);
});

test('a proxy that is invalid for both addresses of Twilio is named once', () => {
  expect(() => readSettings({ ...TOKEN, HTTPS_PROXY: 'socks5://a.example' })).toThrow(
    /^Invalid worker settings:\n[^\n]*HTTPS_PROXY[^\n]*$/,
  );
});

test('a label that is wrong is named once: a group that is not set is not', () => {
  expect(() => readSettings({ ...TOKEN, DAYHAUL_ACCOUNT: 'a b' })).not.toThrow('DAYHAUL_QUOTA_GROUP');
});

test('metrics are served or sent, not both', () => {
  expect(readSettings({ ...TOKEN, DAYHAUL_METRICS_OTLP: 'http://localhost:4317' }).telemetry.collector?.port).toBe('4317');
  expect(() => readSettings({ ...TOKEN, DAYHAUL_METRICS: '9464', DAYHAUL_METRICS_OTLP: 'http://localhost:4317' })).toThrow(
    'not both',
  );
});

test.each(['collector:4317', 'grpc://collector', 'https://user:canary@collector/v1/metrics', 'no address'])(
  'the collector %s is refused, and not printed',
  (address) => {
    const read = () => readSettings({ ...TOKEN, DAYHAUL_METRICS_OTLP: address });
    expect(read).toThrow('DAYHAUL_METRICS_OTLP must be a URL');
    expect(read).not.toThrow(address);
  },
);
