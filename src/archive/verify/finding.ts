import type { Day } from '../../domain/days/day-range';

/**
 * What is wrong in an archive.
 *
 * - `damaged`: the file is not what its receipt says, or not whole.
 * - `noFile`: a receipt of records, without the file.
 * - `noReceipt`: a file without a receipt, so nobody vouches for it.
 * - `badReceipt`: a receipt that cannot be understood.
 * - `missing`: a day that was given up.
 * - `rejected`: a day whose file no reader reads; its bytes are kept aside.
 * - `gap`: a day of which there is nothing.
 * - `unreadable`: the file could not be read to its end; to verify again may help.
 * - `strange`: a file that is none of an archive's.
 */
export type FindingKind =
  | 'damaged'
  | 'noFile'
  | 'noReceipt'
  | 'badReceipt'
  | 'missing'
  | 'rejected'
  | 'gap'
  | 'unreadable'
  | 'strange';

/** Something wrong in an archive. */
export interface Finding {
  readonly kind: FindingKind;
  /** Absent for a file that belongs to no day. */
  readonly day?: Day | undefined;
  /** A sentence, to follow on the day. */
  readonly sentence: string;
}
