import { z } from 'zod';
import { VERSION } from '../../version';
import { ArchiveError } from '../stores/archive-error';
import type { Store } from '../stores/store';
import type { DayOfType } from './layout';

/** Of the small files beside a day's records; a later one may say more, and then has another number. */
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

const missingNote = z.object({
  ...stamp,
  reason: z.string(),
  attempts: z.int().nonnegative(),
  retries: z.int().nonnegative().optional(),
  nextTryAt: instant.optional(),
  notedAt: instant,
});

/**
 * What `_receipt.json` says of a delivered day; instants are ISO 8601 texts. `bytes` and `sha256` are those of
 * `records.json.gz`; a day without records has neither the hash nor the file. `createdTime` is when Twilio made the
 * file, as far as the link told, and `jobSid` the job it came from, as far as it is known.
 * `accountChecked` tells whether the link of the file named the account; a day that Twilio has no file of has no such field.
 */
export type Receipt = Readonly<z.infer<typeof receipt>>;

/**
 * What `_missing.json` says of a day that was given up: how often a schedule asked for it again (`retries`), and from
 * when on it does so once more; without `nextTryAt` it is not tried again by itself.
 */
export type MissingNote = Readonly<z.infer<typeof missingNote>>;

/** Whose deliveries go where. */
export interface OwnedStore {
  readonly store: Store;
  readonly accountSid: string;
}

/** What all notes begin with: who wrote what about which day of whose. */
export function stampOf(accountSid: string, { resourceType, day }: DayOfType) {
  return { formatVersion: FORMAT_VERSION, toolVersion: VERSION, accountSid, resourceType, day } as const;
}

/** Whom a note may be of, and what to call it when it is somebody else's. */
export interface ExpectedNote extends DayOfType {
  /** Anybody's when absent. */
  readonly accountSid?: string | undefined;
  readonly name: string;
}

/**
 * Read a receipt. Undefined when it is none, or is another day's.
 * @throws ArchiveError of the kind `foreign` when it is of another account, or of a newer Dayhaul
 */
export function readReceipt(text: string, expected: ExpectedNote): Receipt | undefined {
  return readNote(receipt, text, expected);
}

/** Read the note on a day that was given up; otherwise as {@link readReceipt}. */
export function readMissingNote(text: string, expected: ExpectedNote): MissingNote | undefined {
  return readNote(missingNote, text, expected);
}

function readNote<T extends { resourceType: string; day: string; accountSid: string }>(
  schema: z.ZodType<T>,
  text: string,
  { resourceType, day, accountSid, name }: ExpectedNote,
): T | undefined {
  const json = parseJson(text);
  const { data: version } = z.object({ formatVersion: z.int() }).safeParse(json);
  if (version !== undefined && version.formatVersion > FORMAT_VERSION) {
    throw new ArchiveError(
      `${name} was written by a newer Dayhaul (format ${version.formatVersion}); this one knows format ${FORMAT_VERSION}. Use the newer one for this archive.`,
      'foreign',
    );
  }
  const note = schema.safeParse(json).data;
  if (note?.resourceType !== resourceType || note.day !== day) return undefined;
  if (accountSid !== undefined && note.accountSid !== accountSid) {
    throw new ArchiveError(
      `${name} is of account ${note.accountSid}, and this is ${accountSid}. Give each account an archive of its own.`,
      'foreign',
    );
  }
  return note;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
