import type { Command } from 'commander';
import { openStore } from '../../../archive/stores/open-store';
import { verifyArchive, type OnVerified, type Verification } from '../../../archive/verify/verify-archive';
import { formatBytes } from '../../../domain/format';
import { readS3Settings } from '../../../settings/s3';
import { addAction, type Flags, type Result } from '../../action';
import { resolveArchiveLocation } from '../../input/option-flags';
import { parseRange } from '../../input/parse-range';
import { ACCOUNT_OPTION, placeOf, parseResourceTypes, typesOption } from '../../input/targets';
import { collecting, UsageError } from '../../input/usage-error';
import { describeVerification } from '../../output/describe-verification';
import { describeRepairs, repairArchive } from './repair';

const EXAMPLES = [
  'verify --archive ./archive',
  'verify --archive ./archive --repair --follow',
  'verify --archive s3://bucket/prefix --resource-type Messages --from 2018-01-01 --to 2024-12-31 --json',
];

const DESCRIPTION = `Reads every file of the archive and compares it with its receipt. Requires neither Temporal nor Twilio,
except with --repair.

Exit code 0: no problems found. Exit code 1: problems found.`;

export function define(command: Command): void {
  command
    .description(DESCRIPTION)
    .requiredOption('--archive <location>', 'Folder or s3://bucket/prefix')
    .addOption(typesOption('Expected resource types, separated by commas, or "all" (default: all types in the archive)'))
    .option('--from <day>', 'First expected day (default: first day in the archive)')
    .option('--to <day>', 'Last expected day (default: last day in the archive; with --from, the newest exportable day)')
    .option('--repair', 'Start an export of missing and damaged days')
    .option('--follow', 'With --repair: show progress until the exports end, then verify again')
    .option(...ACCOUNT_OPTION);
  addAction(command, EXAMPLES, verify);
}

async function verify(flags: Flags): Promise<Result> {
  const { store, types, range, place, archive } = readFlags(flags);
  const isExpected = flags.resourceType !== undefined;
  const verifications: Verification[] = [];
  for (const resourceType of types) {
    const verification = await verifyArchive(store, resourceType, range, showProgress);
    if (verification.range !== undefined || verification.findings.length > 0 || isExpected) verifications.push(verification);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const seen = verifications.map(({ range: verified }) => verified !== undefined);
  const isFine =
    (isExpected ? seen.every(Boolean) : seen.some(Boolean)) &&
    verifications.every(({ findings }) => findings.every(({ kind }) => kind === 'litter'));
  const repairs = place && (await repairArchive({ ...place, archive, store }, verifications, flags));
  if (repairs?.length && repairs.every(({ hasEnded }) => hasEnded)) return verify({ ...flags, repair: false, follow: false });
  const lines = verifications.flatMap(describeVerification);
  return {
    facts: { archive: store.place, isFine, types: verifications, repairs },
    lines: [...(lines.length > 0 ? lines : [`No archive found in ${store.place}.`]), ...(repairs ? describeRepairs(repairs) : [])],
    next: repairs?.map(({ start }) => ['status', start.workflowId]) ?? [],
    exitCode: isFine ? 0 : 1,
  };
}

function readFlags({ archive: location = '', resourceType, from, to, repair, follow, ...flags }: Flags) {
  const problems: string[] = [];
  if (follow && !repair) problems.push('--follow requires --repair.');
  const place = repair ? collecting(problems, () => placeOf(flags)) : undefined;
  const types = parseResourceTypes(resourceType ?? 'all', problems);
  if (from === undefined && to !== undefined) problems.push('--to requires --from, the first expected day.');
  const range = from === undefined ? undefined : collecting(problems, () => parseRange({ from, to: to ?? 'newest' }, Date.now()));
  const store = collecting(problems, () => openStore(location, readS3Settings(process.env, problems)));
  if (problems.length > 0 || !store) throw new UsageError(problems);
  return { store, types, range, place, archive: resolveArchiveLocation(location) };
}

/** One line that is overwritten, on a terminal only. */
const showProgress: OnVerified = (resourceType, day, bytes) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${resourceType} ${day}, ${formatBytes(bytes)} read   `);
};
