import type { Command } from 'commander';
import { readList } from '../../client/at-twilio/ask-twilio';
import { withTemporal } from '../../client/connection';
import { addDays, countDays, dayOf, type Day } from '../../domain/days/day-range';
import { formatBytes, formatCount, formatDays } from '../../domain/format';
import type { DayFile } from '../../domain/twilio/job-snapshot';
import { FILE_LIFE_DAYS } from '../../domain/twilio/limits';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { addAction, addSubcommand, type Flags, type Result } from '../action';
import { ACCOUNT_OPTION, placeOf, resourceTypeOption } from '../input/targets';
import { alignColumns } from '../output/print';

export function define(days: Command): void {
  const about = `Twilio deletes a file ${FILE_LIFE_DAYS} days after it made it. A worker of the account reads the list.`;
  const lists = addSubcommand(days, 'list', 'List the day files at Twilio, with size and age', about);
  addAction(lists.addOption(resourceTypeOption()).option(...ACCOUNT_OPTION), ['days list --resource-type Messages'], list);
}

async function list(flags: Flags): Promise<Result> {
  const place = placeOf(flags);
  const resourceType = flags.resourceType as ResourceType;
  const { items, nowMs } = await withTemporal(({ client }) => readList(client, place, 'listDays', resourceType));
  const files = items.map((file) => ({ ...file, ...lifeOf(file, dayOf(nowMs)) }));
  files.sort((one, other) => (one.day < other.day ? -1 : 1));
  const rows = files.map(({ day, size, createdOn, ageDays, expiresOn }) => {
    return [day, formatBytes(size), createdOn, ageDays === undefined ? undefined : formatDays(ageDays), expiresOn];
  });
  const total = `${formatCount(files.length, 'file')}, ${formatBytes(files.reduce((sum, { size }) => sum + size, 0))}`;
  const lines = [...alignColumns([['DAY', 'SIZE', 'CREATED', 'AGE', 'EXPIRES'], ...rows]), total];
  return { facts: files, lines, next: [['jobs', 'list', '--resource-type', resourceType, '--account', place.account]] };
}

/** Twilio names the day on which it made a file, not the time. */
function lifeOf({ createdOn }: DayFile, today: Day): { readonly ageDays?: number; readonly expiresOn?: Day } {
  if (createdOn === undefined) return {};
  return { ageDays: countDays({ startDay: createdOn, endDay: today }) - 1, expiresOn: addDays(createdOn, FILE_LIFE_DAYS) };
}
