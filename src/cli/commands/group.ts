import type { Command } from 'commander';
import { mapInOrder } from '../../archive/days/day-folders';
import { openStore } from '../../archive/stores/open-store';
import { findMissingDays } from '../../archive/verify/freshness';
import { dailyNeed, forecast } from '../../domain/allocation/forecast';
import { addDays } from '../../domain/days/day-range';
import { resolveRange } from '../../domain/request/export-request';
import { newestExportableDay } from '../../domain/twilio/limits';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { archiveOf, type AccountGroup } from '../../settings/accounts-file';
import { readS3Settings } from '../../settings/s3';
import { addAction, addSubcommand, type Flags, type Result } from '../action';
import { requireAccountsFile } from '../input/targets';
import { UsageError } from '../input/usage-error';
import { describeForecast, forecastAsJson, type SurveyedRow } from '../output/describe-forecast';

const ACCOUNTS_AT_ONCE = 8;

const FORECAST = `Shows when the quota of a group has covered all missing days, from its first day to the newest exportable day. Lists
the archives without reading their files. Requires neither Temporal nor a worker.

Exit code 0: each archive will be complete. Exit code 1: the quota is too small for the group.`;

export function define(group: Command): void {
  const forecasts = addSubcommand(group, 'forecast', 'Show when the archives of a group are complete', FORECAST);
  forecasts.argument('<group>', 'Group of the accounts file');
  addAction(forecasts, ['group forecast acme', 'group forecast acme --config /etc/dayhaul.yaml --json'], showForecast);
}

async function showForecast(_flags: Flags, name: string): Promise<Result> {
  const { path, groups } = requireAccountsFile();
  const group = groups.find((each) => each.name === name);
  if (!group) throw new UsageError([`${path} has no group "${name}". Its groups: ${groups.map((each) => each.name).join(', ')}.`]);
  const { quotaDays, schedule } = group;
  const nowMs = Date.now();
  const endDay = newestExportableDay(nowMs);
  const need = { startDay: addDays(endDay, -schedule.lookback), endDay };
  const facts = forecastAsJson(group, forecast(await surveyRows(group, nowMs), quotaDays, dailyNeed(schedule.lookback), need));
  return { facts, lines: describeForecast(facts), exitCode: facts.isNever ? 1 : 0 };
}

/** The missing days of each account and type: all of them in a group without an archive. */
async function surveyRows(group: AccountGroup, nowMs: number): Promise<SurveyedRow[]> {
  const problems: string[] = [];
  const s3 = readS3Settings(process.env, problems);
  if (problems.length > 0) throw new UsageError(problems);
  const range = resolveRange(group, nowMs);
  const survey = ({ label, types }: AccountGroup['accounts'][number]): Promise<SurveyedRow[]> => {
    const archive = archiveOf(group, label);
    const store = archive === undefined ? undefined : openStore(archive, s3);
    const find = async (resourceType: ResourceType) => ({
      ...{ account: label, resourceType, missing: range ? [range] : [] },
      ...(store && range && (await findMissingDays(store, resourceType, range))),
    });
    return Promise.all(types.map(find));
  };
  const rows: SurveyedRow[] = [];
  for await (const ofAccount of mapInOrder(group.accounts, ACCOUNTS_AT_ONCE, survey)) rows.push(...ofAccount);
  return rows;
}
