import { z } from 'zod';
import { VERSION } from '../../version';
import { ArchiveError } from '../stores/archive-error';
import type { Store, StoreOptions } from '../stores/store';
import type { DayOfType } from './layout';

/** The format of receipts and notes; a changed format gets another number. */
const FORMAT_VERSION = 1;

const instant = z.iso.datetime();

const stamp = {
  formatVersion: z.literal(FORMAT_VERSION),
  toolVersion: z.string(),
  accountSid: z.string(),
  resourceType: z.string(),
  day: z.string(),
};

const receipt = z
  .object({
    ...stamp,
    records: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    jobSid: z.string().optional(),
    createdTime: instant.optional(),
    accountChecked: z.boolean().optional(),
    fetchedAt: instant,
  })
  .refine(({ records, bytes, sha256 }) =>
    records === 0 ? bytes === 0 && sha256 === undefined : bytes > 0 && sha256 !== undefined,
  );

const missing = z.object({
  ...stamp,
  reason: z.string(),
  attempts: z.int().nonnegative(),
  retries: z.int().nonnegative().optional(),
  nextTryAt: instant.optional(),
  notedAt: instant,
});

const SCHEMAS = { receipt, missing };

/**
 * The content of `_receipt.json` for a delivered day; instants are ISO 8601 texts. `bytes` and `sha256` are those of
 * `records.json.gz`; a day without records has neither the hash nor the file. `createdTime` is when Twilio created the file, if the
 * link says it, and `jobSid` its job, if known. `accountChecked` says whether the link of the file named the account; a day without
 * a file at Twilio does not have it.
 */
export type Receipt = Readonly<z.infer<typeof receipt>>;

/**
 * The content of `_missing.json` for a missing day. `retries` counts the retries by a schedule. Without `nextTryAt` there is no
 * further automatic retry.
 */
export type MissingNote = Readonly<z.infer<typeof missing>>;

/** A store, and the account of its archive. */
export interface OwnedStore {
  readonly store: Store;
  readonly accountSid: string;
}

/** A day in the archive of an account, and the options of every call on its files. */
export interface ArchiveDay extends OwnedStore, DayOfType, StoreOptions {}

/** The common fields of receipts and notes. */
export function stampOf({ accountSid, resourceType, day }: Pick<ArchiveDay, 'accountSid' | 'resourceType' | 'day'>) {
  return { formatVersion: FORMAT_VERSION, toolVersion: VERSION, accountSid, resourceType, day } as const;
}

/** The expected day and account of a note, and its name for error messages. */
interface ExpectedNote extends DayOfType {
  /** Any account when absent. */
  readonly accountSid?: string | undefined;
  readonly name: string;
}

/** The notes on a day, by the key of their file in `DAY_FILES`. */
export interface Notes {
  readonly receipt: Receipt;
  readonly missing: MissingNote;
}

/**
 * Read a note on a day. Undefined when it is invalid, or of another day.
 * @throws ArchiveError of the kind `foreign` when it is of another account, or of a newer Dayhaul
 */
export function parseNote<Kind extends keyof Notes>(
  kind: Kind,
  text: string,
  { resourceType, day, accountSid, name }: ExpectedNote,
): Notes[Kind] | undefined {
  const json = parseJson(text);
  const { data: version } = z.object({ formatVersion: z.int() }).safeParse(json);
  if (version !== undefined && version.formatVersion > FORMAT_VERSION) {
    throw new ArchiveError(
      `${name} was written by a newer version of Dayhaul (format ${version.formatVersion}; this version supports ${FORMAT_VERSION}). Use the newer version for this archive.`,
      'foreign',
    );
  }
  const note = SCHEMAS[kind].safeParse(json).data;
  if (note?.resourceType !== resourceType || note.day !== day) return undefined;
  if (accountSid !== undefined && note.accountSid !== accountSid) {
    throw new ArchiveError(
      `${name} belongs to account ${note.accountSid}, not to ${accountSid}. Use a separate archive for each account.`,
      'foreign',
    );
  }
  return note as Notes[Kind];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
