import type { Client } from '@temporalio/client';
import { withdrawReceipt } from '../../../archive/days/write-day';
import type { Store } from '../../../archive/stores/store';
import type { Verification } from '../../../archive/verify/verify-archive';
import { withTemporal } from '../../../client/connection';
import { startExport, type Start } from '../../../client/exports/start-export';
import { sumDays } from '../../../domain/days/day-range';
import { formatDays } from '../../../domain/format';
import { DEFAULT_OPTIONS } from '../../../domain/request/export-options';
import type { AccountPlace } from '../../../domain/request/export-request';
import type { Flags } from '../../action';
import { displayOf, followUntilInterrupt } from '../../follow';

/** The archive to repair, as an absolute location, and the account of its exports. */
interface RepairRequest extends AccountPlace {
  readonly archive: string;
  readonly store: Store;
}

/** An export of the missing and damaged days of a resource type. */
export interface Repair {
  readonly start: Start;
  readonly resourceType: string;
  readonly days: number;
  readonly hasEnded?: boolean;
}

/** Start an export of the missing and damaged days for each resource type. Receipts of damaged days are withdrawn first. */
export async function repairArchive(request: RepairRequest, verifications: readonly Verification[], flags: Flags) {
  if (verifications.every(({ repair }) => repair.length === 0)) return [];
  return withTemporal(async ({ client }) => {
    const repairs: Repair[] = [];
    for (const verification of verifications) {
      const repair = await repairType(client, request, verification);
      if (!repair) continue;
      const end = flags.follow && (await followUntilInterrupt(client, repair.start.workflowId, displayOf(flags)));
      repairs.push({ ...repair, ...(end && { hasEnded: end.state !== 'running' }) });
    }
    return repairs;
  });
}

async function repairType(client: Client, request: RepairRequest, verified: Verification): Promise<Repair | undefined> {
  const { account, taskQueue, archive, store } = request;
  const { resourceType, findings, repair } = verified;
  const [first] = repair;
  const last = repair.at(-1);
  if (!first || !last) return undefined;
  const damaged = findings.flatMap(({ kind, day }) => (kind === 'damaged' && day !== undefined ? day : []));
  for (const day of damaged) await withdrawReceipt({ store, resourceType, day });
  const range = { startDay: first.startDay, endDay: last.endDay };
  const options = { ...DEFAULT_OPTIONS, archive };
  const start = await startExport(client, { account, taskQueue, resourceType, range, options, asked: ['archive'] });
  return { start, resourceType, days: sumDays(repair) };
}

export function describeRepairs(repairs: readonly Repair[]): string[] {
  if (repairs.length === 0) return ['Nothing to repair.'];
  return repairs.map(({ resourceType, days, start: { kind, workflowId } }) => {
    const what =
      kind === 'attached' ? `${workflowId} is already running` : `started ${workflowId} to export ${formatDays(days)} again`;
    return `${resourceType}: ${what}. Verify again when it has ended.`;
  });
}
