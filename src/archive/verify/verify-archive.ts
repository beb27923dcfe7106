import { daysOf, gapsBetween, rangesOf, type Day, type DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { completed, dayFolders, filesOfDay, type DayFiles, type DayFolder, mapInOrder } from '../days/day-folders';
import type { Store } from '../stores/store';
import { strayFile, verifyFolder, type Finding, type FindingKind, type VerifiedDay } from './verify-folder';

const FILES_AT_ONCE = 4;

/** How often a day is read that is delivered at the same time. */
const LOOKS = 3;

export type Verification = Readonly<Awaited<ReturnType<typeof verifyArchive>>>;

/** Called for each verified day, with the bytes read so far. */
export type OnVerified = (resourceType: ResourceType, day: Day, bytes: number) => void;

/** Findings that a new delivery repairs. A rejected file would be the same again; a strange or unread one may be intact. */
const REPAIRABLE: readonly FindingKind[] = ['damaged', 'noFile', 'noReceipt', 'badReceipt', 'missing', 'gap'];

/** Read every file of a resource type, compare it with its receipt, and report all problems, gaps included. */
export async function verifyArchive(store: Store, resourceType: ResourceType, range?: DayRange, onVerified?: OnVerified) {
  const findings: Finding[] = [];
  const seen: Day[] = [];
  // days without a problem, those without records included
  const sums = { days: 0, empty: 0, records: 0, bytes: 0 };
  const folders = dayFolders(store, resourceType, range, {}, (name) => findings.push(strayFile(name)));
  for await (const verified of mapInOrder(folders, FILES_AT_ONCE, (folder) => verifyAtRest(store, folder))) {
    seen.push(verified.day);
    findings.push(...verified.findings);
    if (verified.records !== undefined) {
      sums.days += 1;
      sums.empty += verified.records === 0 ? 1 : 0;
      sums.records += verified.records;
      sums.bytes += verified.bytes;
    }
    onVerified?.(resourceType, verified.day, sums.bytes);
  }
  const gaps = gapsBetween(seen, range).flatMap(daysOf);
  findings.push(...gaps.map((day): Finding => ({ kind: 'gap', day, sentence: 'No file.' })));
  const toRepair = findings.flatMap(({ kind, day }) => (day !== undefined && REPAIRABLE.includes(kind) ? [day] : []));
  return {
    resourceType,
    /** The verified days: the requested ones, or from the first to the last in the archive. */
    range: range ?? (seen[0] && { startDay: seen[0], endDay: seen.at(-1) ?? seen[0] }),
    ...sums,
    findings: findings.sort(byDay),
    /** The days to export again to repair the archive. */
    repair: rangesOf(toRepair),
  };
}

/** Findings count only if nothing changed meanwhile: a worker may be delivering the day. */
async function verifyAtRest(store: Store, listed: DayFolder): Promise<VerifiedDay> {
  let folder = await completed(store, listed);
  for (let look = 1; ; look++) {
    const verified = await verifyFolder(store, folder);
    if (verified.findings.length === 0 || look === LOOKS) return verified;
    const now = await completed(store, { ...folder, files: await filesOfDay({ store, ...folder }) });
    if (isSame(folder.files, now.files)) return verified;
    folder = now;
  }
}

function isSame(files: DayFiles, others: DayFiles): boolean {
  return files.size === others.size && [...files].every(([file, { tag }]) => others.get(file)?.tag === tag);
}

function byDay({ day: one = '' as Day }: Finding, { day: other = '' as Day }: Finding): number {
  return one < other ? -1 : Number(one > other);
}
