import type { Day } from '../../domain/days/day-range';

/**
 * The kinds of problems in an archive.
 *
 * - `damaged`: the file differs from its receipt, or is incomplete.
 * - `noFile`: a receipt of records without their file.
 * - `noReceipt`: a file without a receipt: its delivery did not finish.
 * - `badReceipt`: an invalid receipt.
 * - `missing`: a day that was recorded as missing.
 * - `rejected`: a day with an unreadable file, which is kept aside.
 * - `gap`: a day without any file.
 * - `unreadable`: the file could not be read completely; verifying again may help.
 * - `strange`: a file that does not belong to an archive.
 */
export type FindingKind =
  'damaged' | 'noFile' | 'noReceipt' | 'badReceipt' | 'missing' | 'rejected' | 'gap' | 'unreadable' | 'strange';

/** A problem in an archive. */
export interface Finding {
  readonly kind: FindingKind;
  /** Absent for a file that belongs to no day. */
  readonly day?: Day | undefined;
  /** A sentence, which follows the day. */
  readonly sentence: string;
}
