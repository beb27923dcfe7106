import { addDays, daysIn, spell } from '../calendar';
import type { DayCounts, Evidence, ExportEvidence, StandingRange } from '../observations';
import { ownRequests } from './own-jobs';

/** Every day of every export stands exactly once, and the numbers an export gives are those of its days. */
export function complete(evidence: Evidence): readonly string[] {
  return [...evidence.exports.flatMap(flawsOf), ...flawsOfRequestedDays(evidence)];
}

function flawsOf(exported: ExportEvidence): readonly string[] {
  const { wanted, ledger, end, progress } = exported;
  const name = `${wanted.resourceType} ${spell(wanted.range)}`;
  if (!ledger) return end.kind === 'stuck' ? [] : [`${name}: its ledger could not be read.`];
  const told = ledger.flatMap(daysIn);
  const leftOut = progress.at(-1)?.notYetExportable;
  const expected = leftOut ? { ...wanted.range, endDay: addDays(leftOut.startDay, -1) } : wanted.range;
  const flaws =
    told.join() === daysIn(expected).join() ? [] : [`${name}: its ledger is not about every day once.`];
  return 'outcome' in end ? [...flaws, ...flawsOfCounts(name, ledger, end.outcome.days)] : flaws;
}

function flawsOfCounts(name: string, ledger: readonly StandingRange[], days: DayCounts): readonly string[] {
  const count = (standing: string) =>
    ledger.filter((range) => range.standing === standing).flatMap(daysIn).length;
  return (['exported', 'delivered', 'empty', 'missing'] as const)
    .filter((standing) => days[standing] !== count(standing))
    .map(
      (standing) =>
        `${name}: says ${days[standing]} days are ${standing}, but its ledger has ${count(standing)}.`,
    );
}

/** What the exports say they asked for is what they asked for; a job that was gone before anybody saw it is not known. */
function flawsOfRequestedDays(evidence: Evidence): readonly string[] {
  const types = new Set(evidence.exports.map(({ wanted }) => wanted.resourceType));
  return [...types].flatMap((type) => {
    const ofType = evidence.exports.filter(({ wanted }) => wanted.resourceType === type);
    if (ofType.some(({ end }) => end.kind === 'stuck')) return [];
    const said = ofType
      .flatMap(({ progress }) => progress)
      .reduce((sum, { requestedDays }) => sum + requestedDays, 0);
    const own = ownRequests(evidence).filter(({ resourceType }) => resourceType === type);
    const hidden = own.filter(({ job }) => job.isForgotten || job.deletedAtMs !== undefined).length;
    const isTrue = said <= own.length && said >= own.length - hidden;
    return isTrue ? [] : [`${type}: ${said} days are said to be requested, but ${own.length} were.`];
  });
}
