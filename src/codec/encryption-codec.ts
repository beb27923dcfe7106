import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { ApplicationFailure, type Payload, type PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { FAILURE } from '../contract/failure-types';

/** Keys of AES-256 by the ids that payloads name. The first one encrypts. */
export type CodecKeys = ReadonlyMap<string, KeyObject>;

const WHOLE = temporal.api.common.v1.Payload;
const ENCODING = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const [NONCE_BYTES, TAG_BYTES] = [12, 16];

/**
 * Encrypts payloads with the first key and decrypts them with any. Without a key it encrypts nothing. Payloads in clear, and those
 * of other codecs, stay as they are. The format is that of Temporal's encryption samples, which exist in every language.
 */
export class EncryptionCodec implements PayloadCodec {
  constructor(readonly keys: CodecKeys) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    const [first] = this.keys;
    return Promise.resolve(first ? payloads.map((payload) => encrypt(payload, ...first)) : payloads);
  }

  /** @throws ApplicationFailure of type `KeyMissing`, which is retryable: a worker with the key may start at any time */
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.#decrypt(payload)));
  }

  /** The same codec, but one that leaves payloads as they are whose key is missing. */
  leavingUnreadable(): PayloadCodec {
    const decode = async (payload: Payload) => (await this.decode([payload]).catch(() => [payload]))[0] ?? payload;
    return { encode: (payloads) => this.encode(payloads), decode: (payloads) => Promise.all(payloads.map(decode)) };
  }

  #decrypt(payload: Payload): Payload {
    const id = keyIdOf(payload);
    if (id === undefined) return payload;
    const key = this.keys.get(id);
    if (!key) throw keyMissing(`The data is encrypted with key "${id}", which is not in DAYHAUL_CODEC_KEYS.`);
    try {
      return decrypt(payload.data ?? new Uint8Array(), key);
    } catch {
      throw keyMissing(`The data is encrypted with another key than "${id}" of DAYHAUL_CODEC_KEYS, or damaged.`);
    }
  }
}

function keyMissing(cause: string): ApplicationFailure {
  const message = `${cause} Set the same keys for all workers and the command line.`;
  return ApplicationFailure.create({ message, type: FAILURE.keyMissing, nextRetryDelay: '10 seconds' });
}

/** The id of the key that encrypts a payload; undefined for one in clear, or of another codec. */
export function keyIdOf({ metadata }: { readonly metadata?: Payload['metadata'] | null }): string | undefined {
  const { encoding = [], 'encryption-key-id': id } = metadata ?? {};
  return id && Buffer.from(encoding).toString() === ENCODING ? Buffer.from(id).toString() : undefined;
}

export function isKeyMissing(error: unknown): error is ApplicationFailure {
  return error instanceof ApplicationFailure && error.type === FAILURE.keyMissing;
}

function encrypt(payload: Payload, id: string, key: KeyObject): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const parts = [nonce, cipher.update(WHOLE.encode(payload).finish()), cipher.final(), cipher.getAuthTag()];
  return { metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(id) }, data: Buffer.concat(parts) };
}

function decrypt(data: Uint8Array, key: KeyObject): Payload {
  const decipher = createDecipheriv(CIPHER, key, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  return WHOLE.decode(Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]));
}
