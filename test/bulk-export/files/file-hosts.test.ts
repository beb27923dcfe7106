import { AMAZON_S3, isAllowedHost, isHostPattern, isLoopback } from '../../../src/bulk-export/files/file-hosts';

test.each([
  's3.amazonaws.com',
  'bucket.s3.amazonaws.com',
  'bucket.with.dots.s3.amazonaws.com',
  's3.us-east-1.amazonaws.com',
  'com-twilio-bulk-exports.s3.us-east-1.amazonaws.com',
  'bucket.s3-us-west-2.amazonaws.com',
  'bucket.s3.dualstack.eu-central-1.amazonaws.com',
  'bucket.s3-accelerate.amazonaws.com',
  'bucket.s3-accelerate.dualstack.amazonaws.com',
  'bucket.s3.us-gov-west-1.amazonaws.com',
])('%s is a host of Amazon S3', (host) => {
  expect(isAllowedHost(host, [AMAZON_S3])).toBe(true);
});

test.each([
  'amazonaws.com',
  'ec2-203-0-113-9.compute-1.amazonaws.com',
  's3.amazonaws.com.example.com',
  'xs3.amazonaws.com',
  's3.execute-api.us-east-1.amazonaws.com',
  's3.elb.amazonaws.com',
  'bucket.s3-website-us-east-1.amazonaws.com',
  '127.0.0.1',
  '169.254.169.254',
  '',
])('%j is none', (host) => {
  expect(isAllowedHost(host, [AMAZON_S3])).toBe(false);
});

test('a pattern allows its host, or all hosts below its end, and no other', () => {
  const patterns = ['files.example.com', '*.example.org'];
  const hosts = ['files.example.com', 'a.files.example.com', 'example.org', 'a.example.org', 'a.b.example.org', 'badexample.org'];
  expect(hosts.filter((host) => isAllowedHost(host, patterns))).toEqual(['files.example.com', 'a.example.org', 'a.b.example.org']);
});

test.each(['files.example.com', '*.example.com', 'localhost', '127.0.0.1', '[::1]', AMAZON_S3])('%s is a host pattern', (text) => {
  expect(isHostPattern(text)).toBe(true);
});

test.each(['', '*', '*example.com', 'a.*.com', 'https://example.com', 'example.com:443', 'example.com/', 'a b', '.com'])(
  '%j is none, and is refused by the settings',
  (text) => {
    expect(isHostPattern(text)).toBe(false);
  },
);

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['[::1]', true],
  ['127.0.0.1.example.com', false],
  ['10.0.0.1', false],
])('%s is this machine: %p', (host, isIt) => {
  expect(isLoopback(host)).toBe(isIt);
});
