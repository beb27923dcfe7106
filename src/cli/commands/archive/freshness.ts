import type { Command } from 'commander';
import { openStore } from '../../../archive/stores/open-store';
import { readFreshness, type Freshness } from '../../../archive/verify/freshness';
import { countDays, formatRange, sumDays } from '../../../domain/days/day-range';
import { formatDays, formatInstant } from '../../../domain/format';
import { formatDuration } from '../../../domain/request/export-options';
import { readS3Settings } from '../../../settings/s3';
import { addAction, type Flags, type Result } from '../../action';
import { parseDuration } from '../../input/parse-duration';
import { parseResourceTypes, typesOption } from '../../input/targets';
import { collecting, UsageError } from '../../input/usage-error';

const HOUR_MS = 3_600_000;

const EXAMPLES = [
  'freshness --archive ./archive --resource-type Messages',
  'freshness --archive s3://bucket/prefix --resource-type Messages,Calls --max-age 84h --json',
];

const DESCRIPTION = `Finds the newest day up to which an archive is whole: each day since the first one has a receipt, or is
recorded as missing. Lists the archive without reading its files. Requires neither Temporal nor a worker.

The age of a day counts from its end (UTC). Twilio makes a day exportable 24 hours after its end.

Exit code 0: the newest whole day is young enough, for each resource type. Exit code 1: it is not.`;

export function define(command: Command): void {
  command
    .description(DESCRIPTION)
    .requiredOption('--archive <location>', 'Folder or s3://bucket/prefix')
    .addOption(typesOption().makeOptionMandatory())
    .option('--max-age <duration>', 'Maximum age of the newest whole day', '60h');
  addAction(command, EXAMPLES, freshness);
}

async function freshness(flags: Flags): Promise<Result> {
  const { store, types, maxAgeMs } = readFlags(flags);
  const nowMs = Date.now();
  const found = await Promise.all(types.map((type) => readFreshness(store, type, { nowMs, maxAgeMs })));
  const isFresh = found.every((each) => each.isFresh);
  return {
    facts: { archive: store.place, isFresh, maxAgeMs, types: found },
    lines: found.flatMap((each) => describeFreshness(each, { nowMs, maxAgeMs })),
    next: found.flatMap(({ resourceType, gap }) => {
      const days = gap && ['--from', gap.startDay, '--to', gap.endDay, '--archive', store.place];
      return days ? [['export', '--resource-type', resourceType, ...days]] : [];
    }),
    exitCode: isFresh ? 0 : 1,
  };
}

function readFlags({ archive = '', resourceType, maxAge = '' }: Flags) {
  const problems: string[] = [];
  const types = parseResourceTypes(resourceType, problems);
  const maxAgeMs = collecting(problems, () => parseDuration(maxAge, '--max-age'));
  const store = collecting(problems, () => openStore(archive, readS3Settings(process.env, problems)));
  if (problems.length > 0 || !store || maxAgeMs === undefined) throw new UsageError(problems);
  return { store, types, maxAgeMs };
}

function describeFreshness(found: Freshness, { nowMs, maxAgeMs }: Record<'nowMs' | 'maxAgeMs', number>): string[] {
  const { resourceType, range, newestWholeDay, ageMs = 0, gap, missing, isAhead } = found;
  if (!range || !newestWholeDay) return [`${resourceType}: no days found.`];
  const limit = `${ageMs > maxAgeMs ? 'more than' : 'at most'} ${formatDuration(maxAgeMs)}`;
  const whole = formatRange({ startDay: range.startDay, endDay: newestWholeDay });
  const missingDays = sumDays(missing);
  return [
    `${resourceType}: whole ${whole}. Age: ${Math.floor(ageMs / HOUR_MS)}h, ${limit}.`,
    ...(missingDays > 0 ? [`  Recorded as missing: ${missing.map(formatRange).join(', ')} (${formatDays(missingDays)}).`] : []),
    ...(gap ? [`  Gap: ${formatRange(gap)} (${formatDays(countDays(gap))}). The archive continues until ${range.endDay}.`] : []),
    ...(isAhead ? [`  Wrong clock: the archive has ${range.endDay}, but this machine has ${formatInstant(nowMs)}.`] : []),
  ];
}
