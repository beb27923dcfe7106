import { rangesOf } from '../../domain/days/day-map';
import { daysOf, gapsBetween, type Day, type DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Store } from '../stores/store';
import type { Finding, FindingKind } from './finding';
import { verifyDays } from './verify-days';

/** What verifying a resource type told. */
export interface Verification {
  readonly resourceType: ResourceType;
  /** The days that were looked at: those asked for, or from the first to the last that is there. */
  readonly range: DayRange | undefined;
  /** Days that are there as they should be, those without records included. */
  readonly days: number;
  readonly empty: number;
  readonly records: number;
  /** Read of their files. */
  readonly bytes: number;
  readonly findings: readonly Finding[];
  /** The days to ask Twilio for again, to mend all that is wrong with days. */
  readonly repair: readonly DayRange[];
}

/** How far a verification is. */
export type OnVerified = (resourceType: ResourceType, day: Day, bytes: number) => void;

/**
 * Findings that a new delivery mends. A file that could not be read may be whole, of one that is rejected the same bytes
 * would come again, and a strange one is for a person to judge.
 */
const IS_MENDED = {
  damaged: true,
  noFile: true,
  noReceipt: true,
  badReceipt: true,
  missing: true,
  rejected: false,
  gap: true,
  unreadable: false,
  strange: false,
} satisfies Record<FindingKind, boolean>;

/** Read a resource type of an archive again and name everything that is wrong with it, gaps included. */
export async function verifyArchive(
  store: Store,
  resourceType: ResourceType,
  range: DayRange | undefined,
  onVerified: OnVerified = () => undefined,
): Promise<Verification> {
  const findings: Finding[] = [];
  const seen: Day[] = [];
  const sums = { days: 0, empty: 0, records: 0, bytes: 0 };
  const onStray = (finding: Finding): void => {
    findings.push(finding);
  };
  for await (const verified of verifyDays(store, resourceType, range, onStray)) {
    seen.push(verified.day);
    findings.push(...verified.findings);
    if (verified.records !== undefined) {
      sums.days += 1;
      sums.empty += verified.records === 0 ? 1 : 0;
      sums.records += verified.records;
      sums.bytes += verified.bytes;
    }
    onVerified(resourceType, verified.day, sums.bytes);
  }
  const gaps = gapsBetween(seen, range).flatMap(daysOf);
  findings.push(...gaps.map((day): Finding => ({ kind: 'gap', day, sentence: 'There is nothing of it.' })));
  const toMend = findings.flatMap(({ kind, day }) => (day !== undefined && IS_MENDED[kind] ? [day] : []));
  return {
    resourceType,
    range: range ?? (seen[0] && { startDay: seen[0], endDay: seen.at(-1) ?? seen[0] }),
    ...sums,
    findings: findings.sort(byDay),
    repair: rangesOf(toMend),
  };
}

function byDay({ day: one = '' as Day }: Finding, { day: other = '' as Day }: Finding): number {
  return one < other ? -1 : Number(one > other);
}
