import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { unpackDayMap } from '../../domain/days/packed-day-map';
import type { KnownBefore } from '../../domain/plan/cost-estimate';
import { quotaAt } from '../../domain/quota/remaining';
import type { ExportSpec } from '../../domain/request/export-request';
import { readQuota } from '../call-quota';
import { askWorker } from './ask-worker';

/** Read what an export would find at its start: days in the archive and at Twilio, and the quota. Needs a worker. */
export async function readPreview(client: Client, spec: ExportSpec): Promise<KnownBefore> {
  const preview = await askWorker(client, spec.account, {
    workflowType: 'previewExport',
    workflowId: `plan-${spec.account}-${randomUUID()}`,
    input: spec,
  });
  if ('problem' in preview) return { notChecked: [preview.problem] };
  const { surveyed, archived, quota: settings } = preview;
  const quota = await readQuota(client, settings.group);
  const isRead = !('problem' in surveyed);
  return {
    ...(isRead && { findings: surveyed.findings, nowMs: surveyed.nowMs }),
    ...(archived && !('problem' in archived) && { archived: unpackDayMap(archived) }),
    ...(!(quota && 'problem' in quota) && { quota: quotaAt(quota, settings, isRead ? surveyed.nowMs : Date.now()) }),
    notChecked: [surveyed, archived, quota].flatMap((part) => (part && 'problem' in part ? [part.problem] : [])),
  };
}
