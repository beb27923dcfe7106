import { formatWorkerIdentity, parseWorkerIdentity } from '../../src/contract/worker-identity';

test.each([
  { process: '4711@host', serves: { accountSid: 'AC1', origin: 'https://bulkexports.twilio.com', group: 'default' } },
  { process: '4711@host', serves: { accountSid: 'AC1', origin: 'http://[::1]:8080', group: 'team-1' } },
  { process: '4711@host' },
])('an identity is read as it was announced: %j', (identity) => {
  expect(parseWorkerIdentity(formatWorkerIdentity(identity))).toEqual(identity);
});
