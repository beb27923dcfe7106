import { parseArchiveUrl } from '../../../src/archive/stores/archive-url';
import { openStore } from '../../../src/archive/stores/open-store';

test.each([
  ['./archive', { kind: 'folder', path: './archive' }],
  ['/var/lib/dayhaul', { kind: 'folder', path: '/var/lib/dayhaul' }],
  ['my archive', { kind: 'folder', path: 'my archive' }],
  ['s3://bucket', { kind: 's3', bucket: 'bucket', prefix: '' }],
  ['s3://bucket/', { kind: 's3', bucket: 'bucket', prefix: '' }],
  ['S3://bucket/prefix', { kind: 's3', bucket: 'bucket', prefix: 'prefix' }],
  ['s3://my.bucket/a/b=c/', { kind: 's3', bucket: 'my.bucket', prefix: 'a/b=c' }],
])('%s is an archive', (text, place) => {
  expect(parseArchiveUrl(text)).toEqual(place);
});

test.each([
  ['', 'give a folder such as ./archive, or s3://bucket/prefix'],
  ['a\0b', 'give a folder'],
  ['gs://bucket/prefix', 'give a folder'],
  ['https://bucket.s3.amazonaws.com/prefix', 'give a folder'],
  ['s3://', 'names no bucket'],
  ['s3://Bucket', 'names no bucket'],
  ['s3://b', 'names no bucket'],
  ['s3://bucket//prefix', 'prefix that cannot be used'],
  ['s3://bucket/a/../b', 'prefix that cannot be used'],
  ['s3://bucket/a b', 'prefix that cannot be used'],
  ['s3://bucket/a?x=1', 'prefix that cannot be used'],
])('%j is none, in words', (text, words) => {
  expect(() => openStore(text)).toThrow(RangeError);
  expect(() => openStore(text)).toThrow(words);
});

test('a store is called as people wrote it', () => {
  expect(openStore('./archive').place).toBe('./archive');
  expect(openStore('s3://bucket/prefix/').place).toBe('s3://bucket/prefix');
});
