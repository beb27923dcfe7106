import { formatWorkerIdentity, parseWorkerIdentity } from '../../src/contract/worker-identity';

const SERVES = { accountSid: 'AC1', origin: 'https://bulkexports.twilio.com', group: 'default' };

test.each([
  { process: '4711@host', serves: SERVES, version: '1.2.0' },
  { process: '4711@host', serves: { ...SERVES, origin: 'http://[::1]:8080', group: 'team-1' }, version: '1.2.0-rc.1' },
  { process: '4711@host', serves: SERVES },
  { process: '4711@host' },
])('an identity is read as it was announced: %j', (identity) => {
  expect(parseWorkerIdentity(formatWorkerIdentity(identity))).toEqual(identity);
});
