import { createSecretKey, randomBytes, type KeyObject, webcrypto } from 'node:crypto';
import { inspect } from 'node:util';
import type { ApplicationFailure } from '@temporalio/common';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { EncryptionCodec, isKeyMissing } from '../../src/codec/encryption-codec';

const SECRET = 's3://secret-bucket/exports';

function keyOf(id: string) {
  const bytes = randomBytes(32);
  return { id, bytes, key: createSecretKey(bytes) };
}

const october = keyOf('october');
const november = keyOf('november');

function codecOf(...keys: readonly { readonly id: string; readonly key: KeyObject }[]) {
  return new EncryptionCodec(new Map(keys.map(({ id, key }) => [id, key])));
}

function payloadOf(value: unknown): Payload {
  return defaultPayloadConverter.toPayload(value);
}

function valueOf(payload: Payload | undefined): unknown {
  return defaultPayloadConverter.fromPayload(payload!);
}

test('what is encrypted is not in clear, differs each time, and is decrypted whole', async () => {
  const codec = codecOf(october);
  const values = [{ archive: SECRET }, SECRET, undefined, null, 7, new Uint8Array([1, 2]), '', 'ä'.repeat(100_000)];
  const encrypted = await codec.encode(values.map(payloadOf));
  expect(Buffer.concat(encrypted.map(({ data }) => data!)).includes(SECRET)).toBe(false);
  expect(encrypted.map(({ metadata }) => Buffer.from(metadata!['encoding']!).toString())).toEqual(
    values.map(() => 'binary/encrypted'),
  );
  const [again] = await codec.encode([payloadOf(values[0])]);
  expect(Buffer.from(again!.data!).equals(encrypted[0]!.data!)).toBe(false);
  expect((await codec.decode(encrypted)).map(valueOf)).toEqual(values);
});

test('after a rotation the first key encrypts, and the others still decrypt', async () => {
  const [before] = await codecOf(october).encode([payloadOf('before')]);
  const rotated = codecOf(november, october);
  const [after] = await rotated.encode([payloadOf('after')]);
  expect((await rotated.decode([before!, after!])).map(valueOf)).toEqual(['before', 'after']);
  expect((await codecOf(november).decode([after!])).map(valueOf)).toEqual(['after']);
});

test('payloads in clear and those of other codecs stay as they are; without keys nothing is encrypted', async () => {
  const foreign = { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('of another team') };
  const payloads = [payloadOf('clear'), foreign];
  expect(await codecOf(october).decode(payloads)).toEqual(payloads);
  expect(await codecOf().encode(payloads)).toBe(payloads);
});

test('a missing key, another key of the same id, and damaged data are named, and retried', async () => {
  const [encrypted] = await codecOf(october).encode([payloadOf(SECRET)]);
  const damaged = { ...encrypted, data: Buffer.from(encrypted!.data!) };
  damaged.data[20]! ^= 1;
  const failureOf = async (codec: EncryptionCodec, payload: Payload) => {
    const error: unknown = await codec.decode([payload]).catch((reason: unknown) => reason);
    expect(isKeyMissing(error)).toBe(true);
    return error as ApplicationFailure;
  };
  const missing = await failureOf(codecOf(november), encrypted!);
  expect(missing).toMatchObject({ type: 'KeyMissing', nonRetryable: false, nextRetryDelay: '10 seconds' });
  expect(missing.message).toBe(
    'The data is encrypted with key "october", which is not in DAYHAUL_CODEC_KEYS. Set the same keys for all workers and the command line.',
  );
  const other = 'The data is encrypted with another key than "october" of DAYHAUL_CODEC_KEYS, or damaged.';
  expect((await failureOf(codecOf({ ...november, id: 'october' }), encrypted!)).message).toContain(other);
  for (const payload of [damaged, { ...encrypted, data: Buffer.alloc(3) }]) {
    expect((await failureOf(codecOf(october), payload)).message).toContain(other);
  }
});

test('a list reads what it can', async () => {
  const [before] = await codecOf(october).encode([payloadOf('before')]);
  const [after] = await codecOf(november).encode([payloadOf('after')]);
  const [left, read] = await codecOf(november).leavingUnreadable().decode([before!, after!]);
  expect(left).toBe(before);
  expect(valueOf(read)).toBe('after');
});

test('the format is that of the samples of Temporal: nonce, encrypted Payload message, tag', async () => {
  const [encrypted] = await codecOf(october).encode([payloadOf('sample')]);
  expect(Buffer.from(encrypted!.metadata!['encryption-key-id']!).toString()).toBe('october');
  const data = Uint8Array.from(encrypted!.data!);
  const key = await webcrypto.subtle.importKey('raw', Uint8Array.from(october.bytes), 'AES-GCM', false, ['decrypt']);
  const clear = await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv: data.slice(0, 12) }, key, data.slice(12));
  expect(valueOf(temporal.api.common.v1.Payload.decode(new Uint8Array(clear)))).toBe('sample');
});

test('a printed codec shows no key', () => {
  const printed = inspect(codecOf({ id: 'october', key: october.key }), { depth: 9, showHidden: true });
  expect(printed).not.toContain(october.bytes.toString('base64'));
  expect(printed).not.toContain(october.bytes.toString('hex'));
});
