import { addDays, daysIn, spell } from '../calendar';
import type { DayCounts, ExportObservations, LedgerRange, Observations } from '../observations';
import { ownRequests } from './own-jobs';

/** Every day of every export stands exactly once, and the numbers an export gives are those of its days. */
export function complete(observations: Observations): readonly string[] {
  return [...observations.exports.flatMap(flawsOf), ...flawsOfRequestedDays(observations)];
}

function flawsOf(exported: ExportObservations): readonly string[] {
  const { spec, ledger, end, progress } = exported;
  const name = `${spec.resourceType} ${spell(spec.range)}`;
  if (!ledger) return end.kind === 'stuck' ? [] : [`${name}: its ledger could not be read.`];
  const told = ledger.flatMap(daysIn);
  const leftOut = progress.at(-1)?.notYetExportable;
  const expected = leftOut ? { ...spec.range, endDay: addDays(leftOut.startDay, -1) } : spec.range;
  const flaws = told.join() === daysIn(expected).join() ? [] : [`${name}: its ledger is not about every day once.`];
  return 'outcome' in end ? [...flaws, ...flawsOfCounts(name, ledger, end.outcome.days)] : flaws;
}

function flawsOfCounts(name: string, ledger: readonly LedgerRange[], days: DayCounts): readonly string[] {
  const count = (state: string) => ledger.filter((range) => range.state === state).flatMap(daysIn).length;
  return (['exported', 'delivered', 'empty', 'missing'] as const)
    .filter((state) => days[state] !== count(state))
    .map((state) => `${name}: says ${days[state]} days are ${state}, but its ledger has ${count(state)}.`);
}

/** What the exports say they asked for is what they asked for; a job that was gone before anybody saw it is not known. */
function flawsOfRequestedDays(observations: Observations): readonly string[] {
  const types = new Set(observations.exports.map(({ spec }) => spec.resourceType));
  return [...types].flatMap((type) => {
    const ofType = observations.exports.filter(({ spec }) => spec.resourceType === type);
    if (ofType.some(({ end }) => end.kind === 'stuck')) return [];
    const said = ofType.flatMap(({ progress }) => progress).reduce((sum, { requestedDays }) => sum + requestedDays, 0);
    const own = ownRequests(observations).filter(({ resourceType }) => resourceType === type);
    const hidden = own.filter(({ job }) => job.isForgotten || job.deletedAtMs !== undefined).length;
    const isTrue = said <= own.length && said >= own.length - hidden;
    return isTrue ? [] : [`${type}: ${said} days are said to be requested, but ${own.length} were.`];
  });
}
