import type { PayloadCodec } from '@temporalio/common';

/** The encodings that Dayhaul reads, as in the metadata of a payload. */
const KNOWN = ['binary/null', 'binary/plain', 'json/plain'];

const EMPTY = { metadata: { encoding: Buffer.from('binary/null') }, data: new Uint8Array() };

/** Reads payloads that another client encrypted as null: one such memo would make a whole list fail. */
export const UNKNOWN_AS_NULL: PayloadCodec = {
  encode: (payloads) => Promise.resolve(payloads),
  decode: (payloads) =>
    Promise.resolve(
      payloads.map((payload) => (KNOWN.includes(Buffer.from(payload.metadata?.['encoding'] ?? []).toString()) ? payload : EMPTY)),
    ),
};
