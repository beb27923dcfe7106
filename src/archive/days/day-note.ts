import { z } from 'zod';
import { VERSION } from '../../version';
import type { Store, StoreOptions } from '../stores/store';
import type { DayOfType } from './layout';

/** The format of receipts and notes; a changed format gets another number. */
export const FORMAT_VERSION = 1;

const [text, count, instant] = [z.string(), z.int().nonnegative(), z.iso.datetime()];
const hash = text.regex(/^[0-9a-f]{64}$/);

const stamp = { formatVersion: z.literal(FORMAT_VERSION), toolVersion: text, accountSid: text, resourceType: text, day: text };

const receipt = z
  .object({
    ...stamp,
    records: count,
    bytes: count,
    sha256: hash.optional(),
    jobSid: text.optional(),
    createdTime: instant.optional(),
    accountChecked: z.boolean().optional(),
    fetchedAt: instant,
  })
  .refine(({ records, bytes, sha256 }) =>
    records === 0 ? bytes === 0 && sha256 === undefined : bytes > 0 && sha256 !== undefined,
  );

const retry = { retries: count.optional(), nextTryAt: instant.optional() };
const missing = z.object({ ...stamp, reason: text, attempts: count, ...retry, notedAt: instant });

/**
 * The content of `_receipt.json` for a delivered day; instants are ISO 8601 texts. `bytes` and `sha256` are those of
 * `records.json.gz`; a day without records has neither the hash nor the file. `createdTime` is when Twilio created the file, if the
 * link says it, and `jobSid` its job, if known. `accountChecked` says whether the link of the file named the account; a day without
 * a file at Twilio does not have it.
 */
export type Receipt = Readonly<z.infer<typeof receipt>>;

/** The content of `_missing.json`. `retries` counts those of a schedule. Without `nextTryAt` there is no further retry. */
export type MissingNote = Readonly<z.infer<typeof missing>>;

/** A store, and the account of its archive. */
export interface OwnedStore {
  readonly store: Store;
  readonly accountSid: string;
}

/** A day in the archive of an account, and the options of every call on its files. */
export interface ArchiveDay extends OwnedStore, DayOfType, StoreOptions {}

export function stampOf({ accountSid, resourceType, day }: Pick<ArchiveDay, 'accountSid' | 'resourceType' | 'day'>) {
  return { formatVersion: FORMAT_VERSION, toolVersion: VERSION, accountSid, resourceType, day } as const;
}

/** The schemas of the notes on a day, by the key of their file in `DAY_FILES`. */
export const NOTES = { receipt, missing };

/** An instant in milliseconds since 1970 as an ISO 8601 text; what is undefined is no part of the JSON. */
export function instantOf(ms: number): string;
export function instantOf(ms: number | undefined): string | undefined;
export function instantOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
