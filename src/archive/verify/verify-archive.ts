import { daysOf, gapsBetween, rangesOf, type Day, type DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Store } from '../stores/store';
import type { Finding, FindingKind } from './verify-folder';
import { verifyDays } from './verify-days';

/** The result of verifying a resource type. */
export interface Verification {
  readonly resourceType: ResourceType;
  /** The verified days: the requested ones, or from the first to the last in the archive. */
  readonly range: DayRange | undefined;
  /** Verified days without a problem, those without records included. */
  readonly days: number;
  readonly empty: number;
  readonly records: number;
  /** The size of their files. */
  readonly bytes: number;
  readonly findings: readonly Finding[];
  /** The days to export again to repair the archive. */
  readonly repair: readonly DayRange[];
}

/** Called for each verified day, with the bytes read so far. */
export type OnVerified = (resourceType: ResourceType, day: Day, bytes: number) => void;

/**
 * Findings that a new delivery repairs. A file that could not be read may be intact, a rejected file would be the same again, and
 * an operator has to judge a strange one.
 */
const REPAIRABLE: readonly FindingKind[] = ['damaged', 'noFile', 'noReceipt', 'badReceipt', 'missing', 'gap'];

/** Read every file of a resource type in an archive, and report all problems, gaps included. */
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
  findings.push(...gaps.map((day): Finding => ({ kind: 'gap', day, sentence: 'No file.' })));
  const toRepair = findings.flatMap(({ kind, day }) => (day !== undefined && REPAIRABLE.includes(kind) ? [day] : []));
  return {
    resourceType,
    range: range ?? (seen[0] && { startDay: seen[0], endDay: seen.at(-1) ?? seen[0] }),
    ...sums,
    findings: findings.sort(byDay),
    repair: rangesOf(toRepair),
  };
}

function byDay({ day: one = '' as Day }: Finding, { day: other = '' as Day }: Finding): number {
  return one < other ? -1 : Number(one > other);
}
