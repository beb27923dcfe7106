import type { forecast } from '../../domain/allocation/forecast';
import type { Row } from '../../domain/allocation/row';
import type { Day } from '../../domain/days/day-range';
import { formatCount, formatDays } from '../../domain/format';
import type { AccountGroup } from '../../settings/accounts-file';
import { alignColumns } from './print';

/** A row as its archive shows it. */
export interface SurveyedRow extends Row {
  readonly newestDay?: Day | undefined;
}

/** More rows than this are folded into totals and the worst ones. */
const MOST_ROWS = 50;
const WORST_ROWS = 20;

/** A forecast as JSON: its rows from the worst one on. */
export function forecastAsJson(group: AccountGroup, predicted: ReturnType<typeof forecast<SurveyedRow>>) {
  const { name, archive, firstDay, quotaDays, subaccountsOf } = group;
  const rows = predicted.rows
    .map(({ row: { account, resourceType, newestDay }, ...dates }) => ({ account, resourceType, newestDay, ...dates }))
    .sort((one, other) => (other.latestOn ?? '').localeCompare(one.latestOn ?? '') || other.missingDays - one.missingDays);
  const dates = rows.map(({ completeOn }) => completeOn).sort();
  return {
    ...{ group: name, archive, firstDay, quotaDays, withoutSubaccountsOf: subaccountsOf?.account, ...predicted },
    missingDays: rows.reduce((sum, { missingDays }) => sum + missingDays, 0),
    completeOn: dates.at(-1),
    latestOn: rows[0]?.latestOn,
    rows,
  };
}

export function describeForecast(facts: ReturnType<typeof forecastAsJson>): string[] {
  const { rows, archive, firstDay, quotaDays, neededDays, withoutSubaccountsOf } = facts;
  const shown = rows.length > MOST_ROWS ? rows.slice(0, WORST_ROWS) : rows;
  const cells = shown.map(({ account, resourceType, newestDay, missingDays, completeOn, latestOn }) => {
    return [account, resourceType, newestDay, String(missingDays), completeOn, latestOn];
  });
  const others = rows.length - shown.length;
  return [
    ...alignColumns([['ACCOUNT', 'TYPE', 'NEWEST DAY', 'MISSING', 'COMPLETE ON', 'AT THE LATEST'], ...cells]),
    ...(others > 0 ? [`And ${formatCount(others, 'row')} with earlier dates or fewer missing days. Use --json to list all.`] : []),
    `${formatCount(rows.length, 'row')}: ${formatDays(facts.missingDays)} missing.`,
    `Daily need: ${formatDays(Math.ceil(neededDays))} of ${quotaDays}, with 1 % of the days requested twice.`,
    facts.isNever
      ? `Never complete: the quota is too small. It keeps ${formatCount(facts.fittingRows, 'row')} up to date.`
      : `Complete on ${facts.completeOn}, at the latest on ${facts.latestOn}.`,
    ...(archive === undefined ? [`Without an archive, all days since ${firstDay} are assumed to be missing.`] : []),
    ...(withoutSubaccountsOf === undefined ? [] : [`Not included: the subaccounts of ${withoutSubaccountsOf}.`]),
  ];
}
