import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArchiveUrl } from '../../../src/archive/stores/archive-url';
import { openStore } from '../../../src/archive/stores/open-store';

test.each([
  ['./archive', { kind: 'folder', path: './archive' }],
  ['/var/lib/dayhaul', { kind: 'folder', path: '/var/lib/dayhaul' }],
  ['my archive', { kind: 'folder', path: 'my archive' }],
  ['s3://bucket', { kind: 's3', bucket: 'bucket', prefix: '' }],
  ['s3://bucket/', { kind: 's3', bucket: 'bucket', prefix: '' }],
  ['s3://my.bucket/a/b=c/', { kind: 's3', bucket: 'my.bucket', prefix: 'a/b=c' }],
])('%s is an archive', (text, place) => {
  expect(parseArchiveUrl(text)).toEqual(place);
});

test.each([
  ['s3://Bucket', 'has no valid bucket name'],
  ['s3://b', 'has no valid bucket name'],
  ['s3://bucket//prefix', 'has an invalid prefix'],
  ['s3://bucket/a/../b', 'has an invalid prefix'],
  ['s3://bucket/a b', 'has an invalid prefix'],
  ['s3://bucket/a?x=1', 'has an invalid prefix'],
])('%j is none, in words', (text, message) => {
  expect(() => openStore(text)).toThrow(RangeError);
  expect(() => openStore(text)).toThrow(message);
});

const FORMS = 'Use a folder such as /data/archive or ./archive, or s3://bucket/prefix.';

test.each([
  ['', FORMS],
  [' ', FORMS],
  ['~', `Use the full path: ${homedir()}`],
  ['~/archive', `Use the full path: ${homedir()}/archive`],
  ['$HOME/archive', `Use the full path: ${homedir()}/archive`],
  ['${HOME}/archive', `Use the full path: ${homedir()}/archive`],
  ['~ana/archive', 'Use the full path, without ~.'],
  ['./~/archive', 'Use the full path, without ~.'],
  ['/home/ana/~', 'Use the full path, without ~.'],
  ['$ARCHIVE', 'Variables are not expanded'],
  ['$(pwd)/archive', 'Variables are not expanded'],
  ['/data/${ACCOUNT}/archive', 'Variables are not expanded'],
  ['%USERPROFILE%\\archive', 'Variables are not expanded'],
  ['s3://', FORMS],
  ['s3:', FORMS],
  ['s3:///bucket/prefix', 'Use s3://bucket/prefix.'],
  ['s3:/bucket/prefix', 'Use s3://bucket/prefix.'],
  ['s3:bucket', 'Use s3://bucket.'],
  ['s3//bucket', 'Use s3://bucket.'],
  ['S3://bucket/prefix', 'Use s3://bucket/prefix.'],
  ['s3a://bucket/prefix/', 'Use s3://bucket/prefix.'],
  ['s3n://bucket', 'Use s3://bucket.'],
  ['arn:aws:s3:::bucket/prefix', 'Use s3://bucket/prefix.'],
  ['arn:aws-cn:s3:::bucket', 'Use s3://bucket.'],
  ['arn:aws:s3:eu-west-1:123456789012:accesspoint/name', FORMS],
  ['https://bucket.s3.amazonaws.com/prefix', 'Use s3://bucket/prefix.'],
  ['https://bucket.s3.eu-west-1.amazonaws.com/prefix', 'Use s3://bucket/prefix.'],
  ['bucket.s3.amazonaws.com/prefix', 'Use s3://bucket/prefix.'],
  ['https://s3.example.com/bucket', 'Use s3://bucket/prefix, and S3_ENDPOINT for the server.'],
  ['https:/example.com/bucket', 'Use s3://bucket/prefix, and S3_ENDPOINT for the server.'],
  ['storage.googleapis.com/bucket', FORMS],
  ['gs://bucket/prefix', FORMS],
  ['az://container/prefix', FORMS],
  ['localhost:9000/bucket', FORMS],
  ['ana@host:/archive', FORMS],
  ['file:///data/archive', 'Use the path alone: /data/archive'],
  ['file:/data/archive', 'Use the path alone: /data/archive'],
  ['FILE://localhost/data', 'Use the path alone: /data'],
  ['C:\\archive', FORMS],
  ['c:/archive', FORMS],
  ['C:', FORMS],
  ['\\\\server\\share', FORMS],
  ['.\\archive', FORMS],
  ['//server/share', 'Use one slash: /server/share'],
  [' ./archive', 'Remove the spaces around it: ./archive'],
  ['s3://bucket/prefix\n', 'has an invalid prefix'],
  ['./archive ', 'Remove the spaces around it: ./archive'],
  ['./archive\u00a0', 'Remove the spaces around it: ./archive'],
  ['./archive\r', 'Remove the invisible characters.'],
  ['./arch\0ive', 'Remove the invisible characters.'],
  ['\ufeff./archive', 'Remove the invisible characters.'],
  ['"./archive"', 'Remove the quotes: ./archive'],
  ["'s3://bucket'", 'Remove the quotes: s3://bucket'],
])('%j is no folder, and it is said what to write instead', (text, instead) => {
  expect(() => openStore(text)).toThrow(RangeError);
  expect(() => openStore(text)).toThrow(instead);
});

test.each([
  ['/data/$HOME;rm -rf', 'a variable within a full path'],
  ['./my:archive', 'a colon below a folder'],
  ['/data/a@b:c', 'a colon below the root'],
  ['./archive~', 'a tilde at the end'],
  ['2024 (old)', 'blanks within'],
])('%j can be a folder: %s', (path) => {
  expect(parseArchiveUrl(path)).toEqual({ kind: 'folder', path });
});

test.each([
  's3://AKIA:sec/ret@bucket/prefix',
  'https://ana:sec@bucket.s3.amazonaws.com/prefix',
  'https://bucket.s3.amazonaws.com/prefix?X-Amz-Signature=sec',
])('credentials within %s are not repeated', (text) => {
  expect(() => parseArchiveUrl(text)).toThrow(RangeError);
  expect(() => parseArchiveUrl(text)).not.toThrow(/sec|ret/);
});

test('anything but a text is no location', () => {
  expect(() => parseArchiveUrl(null as unknown as string)).toThrow(RangeError);
});

test('a store is called by its full path, or by its bucket and prefix', () => {
  expect(openStore('./archive').place).toBe(resolve('archive'));
  expect(openStore('s3://bucket/prefix/').place).toBe('s3://bucket/prefix');
});
