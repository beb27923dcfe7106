import type { Command } from 'commander';
import { openStore } from '../../archive/stores/open-store';
import type { Store } from '../../archive/stores/store';
import { verifyArchive, type OnVerified, type Verification } from '../../archive/verify/verify-archive';
import { dayRange, type DayRange } from '../../domain/days/day-range';
import { formatBytes } from '../../domain/format';
import { validateResourceType } from '../../domain/request/export-request';
import { RESOURCE_TYPES, type ResourceType } from '../../domain/twilio/resource-type';
import { readAccount } from '../../settings/account';
import { readS3Settings } from '../../settings/s3';
import { ACCOUNT_OPTION } from '../input/account';
import { readDay } from '../input/parse-range';
import { collecting, UsageError } from '../input/usage-error';
import { describeVerification } from '../output/describe-verification';
import { examples } from '../output/examples';
import { outputOf } from '../output/print-end';
import { progressDisplayOn } from '../output/progress-display';
import { describeRepairs, repairArchive } from './repair';

const EXAMPLES = [
  'verify --archive ./archive',
  'verify --archive ./archive --repair --follow',
  'verify --archive s3://bucket/prefix --resource-type Messages --from 2018-01-01 --to 2024-12-31 --json',
];

interface VerifyFlags {
  readonly archive: string;
  readonly resourceType?: string;
  readonly from?: string;
  readonly to?: string;
  readonly repair?: boolean;
  readonly follow?: boolean;
  readonly account?: string;
  readonly json?: boolean;
}

const DESCRIPTION = `Reads every file of the archive and compares it with its receipt. Requires neither Temporal nor Twilio,
except with --repair.

Exit code 0: no problems found. Exit code 1: problems found.`;

/** Define `verify`. */
export function defineVerify(command: Command): void {
  command
    .description(DESCRIPTION)
    .requiredOption('--archive <location>', 'Folder or s3://bucket/prefix')
    .option('--resource-type <type>', 'Resource type (default: all types in the archive)')
    .option('--from <day>', 'First expected day (default: first day in the archive)')
    .option('--to <day>', 'Last expected day (default: last day in the archive)')
    .option('--repair', 'Start an export of missing and damaged days')
    .option('--follow', 'With --repair: show progress until the exports end, then verify again')
    .option(...ACCOUNT_OPTION)
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples(...EXAMPLES))
    .action(async (flags: VerifyFlags) => {
      process.exitCode = await verify(flags);
    });
}

async function verify(flags: VerifyFlags): Promise<number> {
  const { store, types, range, account } = readFlags(flags);
  const verifications: Verification[] = [];
  for (const resourceType of types) {
    const verification = await verifyArchive(store, resourceType, range, progressOn(process.stderr));
    const isThere = verification.range !== undefined || verification.findings.length > 0;
    if (isThere || flags.resourceType !== undefined) verifications.push(verification);
  }
  endProgress(process.stderr);
  const isFine =
    verifications.some(({ range: seen }) => seen) &&
    verifications.every(({ findings }) => findings.every(({ kind }) => kind === 'litter'));
  const request = { account, archive: flags.archive, store };
  const display = flags.follow ? progressDisplayOn(outputOf(flags.json)) : undefined;
  const repairs = flags.repair ? await repairArchive(request, verifications, display) : undefined;
  if (repairs?.length && repairs.every(({ hasEnded }) => hasEnded)) return verify({ ...flags, repair: false, follow: false });
  if (flags.json) {
    console.log(JSON.stringify({ archive: store.place, isFine, types: verifications, repairs }, undefined, 2));
  } else {
    const lines = verifications.flatMap(describeVerification);
    console.log(lines.join('\n') || `No archive found in ${store.place}.`);
    if (repairs) console.log(describeRepairs(repairs).join('\n'));
  }
  return isFine ? 0 : 1;
}

interface VerifyRequest {
  readonly store: Store;
  readonly types: readonly ResourceType[];
  readonly range: DayRange | undefined;
  readonly account: string;
}

function readFlags({ archive, resourceType, from, to, account: label, repair, follow }: VerifyFlags): VerifyRequest {
  const problems: string[] = [];
  if (follow && !repair) problems.push('--follow requires --repair.');
  const account = label ?? readAccount(process.env, problems);
  if (resourceType !== undefined) problems.push(...validateResourceType(resourceType));
  const types = RESOURCE_TYPES.filter((type) => resourceType === undefined || type === resourceType);
  const startDay = from === undefined ? undefined : readDay('--from', from, problems);
  const endDay = to === undefined ? undefined : readDay('--to', to, problems);
  if ((from === undefined) !== (to === undefined)) problems.push('Use --from and --to together.');
  const range = startDay && endDay && collecting(problems, () => orUsageError(() => dayRange(startDay, endDay)));
  const s3 = readS3Settings(process.env, problems);
  const store = collecting(problems, () => orUsageError(() => openStore(archive, s3)));
  if (problems.length > 0 || !store) throw new UsageError(problems);
  return { store, types, range, account };
}

function orUsageError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? new UsageError([error.message]) : error;
  }
}

/** One line that is overwritten, on a terminal only. */
function progressOn(out: NodeJS.WriteStream): OnVerified {
  return (resourceType, day, bytes) => {
    if (out.isTTY) out.write(`\r${resourceType} ${day}, ${formatBytes(bytes)} read   `);
  };
}

function endProgress(out: NodeJS.WriteStream): void {
  if (out.isTTY) out.write('\r\u001b[K');
}
