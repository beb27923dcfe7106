import { Client, type ClientOptions } from '@temporalio/client';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { EncryptionCodec } from '../codec/encryption-codec';
import { readCodecKeys } from '../settings/codec-keys';
import { isFingerprint, pollersOf } from './pollers';
import { CommandError } from './send-command';

/** Create a client that encrypts by DAYHAUL_CODEC_KEYS. Its lists read a memo whose key is missing as null, and do not fail. */
export function createClient(options: ClientOptions): Client {
  const problems: string[] = [];
  const codec = new EncryptionCodec(readCodecKeys(process.env, problems));
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
  const withCodec = (one: PayloadCodec) => new Client({ ...options, dataConverter: { payloadCodecs: [UNKNOWN_AS_NULL, one] } });
  const client = withCodec(codec);
  const { workflow } = withCodec(codec.leavingUnreadable());
  client.workflow.list = (query) => workflow.list(query);
  return client;
}

/** Check that a client encrypts if the workers of a task queue do: nothing shall be in clear by mistake. @throws CommandError */
export async function requireSameEncryption(client: Client, taskQueue: string): Promise<void> {
  const codecs = client.options.loadedDataConverter.payloadCodecs;
  const encrypts = codecs.some((codec) => codec instanceof EncryptionCodec && codec.keys.size > 0);
  const pollers = await pollersOf(client, taskQueue).catch(() => []);
  const others = pollers.filter(({ serves }) => serves && isFingerprint(serves.accountSid) !== encrypts);
  if (others.length === 0 || (encrypts && others.length < pollers.length)) return;
  const difference = encrypts ? 'does not encrypt data, but the command line does' : 'encrypts data, but the command line does not';
  throw new CommandError(`The worker on task queue ${taskQueue} ${difference}. Set the same DAYHAUL_CODEC_KEYS for both.`);
}

/** The encodings that Dayhaul reads, as in the metadata of a payload. */
const KNOWN = ['binary/null', 'binary/plain', 'json/plain'];

const EMPTY = { metadata: { encoding: Buffer.from('binary/null') }, data: new Uint8Array() };

const isKnown = ({ metadata }: Payload) => KNOWN.includes(Buffer.from(metadata?.['encoding'] ?? []).toString());

/** Reads payloads that another client encrypted as null: one such memo would make a whole list fail. */
const UNKNOWN_AS_NULL: PayloadCodec = {
  encode: (payloads) => Promise.resolve(payloads),
  decode: (payloads) => Promise.resolve(payloads.map((payload) => (isKnown(payload) ? payload : EMPTY))),
};
