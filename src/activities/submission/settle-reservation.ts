import { BulkExportApiError } from '../../bulk-export/api-error';
import type { Day, DayRange } from '../../domain/days/day-range';
import type { Holder } from '../../domain/quota/lease';
import type { Reservation } from '../../domain/quota/protocol';
import { isQuotaRefusal, signatureOf } from '../../domain/quota/refusals';
import type { QuotaClient } from '../dependencies';
import { JOB_LIST_MAX_AGE_MS } from './find-own-job';

/** The reservation that a chunk was granted by. */
export interface GrantedChunk {
  readonly holder: Holder;
  readonly reservationNumber: number;
  readonly chunk: DayRange;
  /** The UTC day on which the chunk may be requested. */
  readonly utcDay: Day;
  /** Set when Twilio refused its days on an earlier UTC day: its refusal says nothing of the quota. */
  readonly wasRefused?: boolean | undefined;
}

/** Tell the quota which job a reservation became; it ends when the job list is sure to have it. */
export async function settleReservation(
  quota: QuotaClient,
  granted: GrantedChunk,
  jobSid: string,
  { nowMs, ambiguityWaitMs }: { readonly nowMs: number; readonly ambiguityWaitMs: number },
): Promise<void> {
  const endsAtMs = nowMs + ambiguityWaitMs + JOB_LIST_MAX_AGE_MS;
  await quota.call({ call: 'settle', reservation: reservationOf(granted), jobSid, endsAtMs });
}

/** Give the days of a reservation back: no create was taken for them. */
export async function returnReservation(quota: QuotaClient, granted: GrantedChunk): Promise<void> {
  await quota.call({ call: 'returnDays', reservation: reservationOf(granted) });
}

/** Whether a reservation still holds: an earlier attempt may have given it back and died before it could say so. */
export async function holdsReservation(quota: QuotaClient, granted: GrantedChunk): Promise<boolean> {
  const answer = await quota.call({ call: 'confirm', reservation: reservationOf(granted) });
  return answer?.kind === 'granted';
}

/** Whether a create was certainly not taken, for a reason that concerns it alone or the quota. */
export function isRefusal(error: unknown): error is BulkExportApiError {
  if (!(error instanceof BulkExportApiError)) return false;
  return error.kind === 'refused' || (error.kind === 'rateLimited' && isQuotaRefusal(error));
}

/** Tell the quota of a refusal; says whether it was the quota's. */
export async function tellRefusal(
  quota: QuotaClient,
  { utcDay, chunk: range, holder, wasRefused = false }: GrantedChunk,
  error: BulkExportApiError,
): Promise<'spent' | 'unexplained'> {
  const { message } = error;
  if (isQuotaRefusal(error)) {
    await quota.call({ call: 'closeDay', utcDay, why: message });
    return 'spent';
  }
  const refusal = { range, resourceType: holder.resourceType, signature: signatureOf(error) };
  if (!wasRefused) await quota.call({ call: 'recordUnexplainedRefusal', utcDay, refusal, message });
  return 'unexplained';
}

function reservationOf({ holder, reservationNumber }: GrantedChunk): Reservation {
  return { nonce: holder.nonce, reservationNumber };
}
