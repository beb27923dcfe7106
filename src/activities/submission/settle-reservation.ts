import { BulkExportApiError } from '../../bulk-export/api-error';
import type { Day, DayRange } from '../../domain/days/day-range';
import type { Holder } from '../../domain/quota/lease';
import type { Reservation } from '../../domain/quota/protocol';
import { isQuotaRefusal, signatureOf } from '../../domain/quota/refusals';
import type { QuotaClient } from '../dependencies';

export interface GrantedChunk {
  readonly holder: Holder;
  readonly reservationNumber: number;
  readonly chunk: DayRange;
  /** The UTC day on which the chunk may be requested. */
  readonly utcDay: Day;
  /** Set when Twilio rejected its days on an earlier UTC day: another rejection does not concern the quota. */
  readonly wasRefused?: boolean | undefined;
}

type Reserved = Pick<GrantedChunk, 'holder' | 'reservationNumber'>;

/** Record the job of a reservation in the quota; the lease ends when the job list is certain to have the job. */
export async function settleReservation(quota: QuotaClient, reserved: Reserved, jobSid: string, endsAtMs: number): Promise<void> {
  await quota.call({ call: 'settle', reservation: reservationOf(reserved), jobSid, endsAtMs });
}

/** Return the days of a reservation: no job was created for them. */
export async function returnReservation(quota: QuotaClient, reserved: Reserved): Promise<void> {
  await quota.call({ call: 'returnDays', reservations: [reservationOf(reserved)] });
}

/** Whether a reservation still holds: an earlier attempt may have returned it and died before its result was recorded. */
export async function holdsReservation(quota: QuotaClient, reserved: Reserved): Promise<boolean> {
  const answer = await quota.call({ call: 'confirm', reservation: reservationOf(reserved) });
  return answer?.kind === 'granted';
}

/** Whether a create was certainly rejected, for a reason that concerns the chunk or the quota. */
export function isRefusal(error: unknown): error is BulkExportApiError {
  if (!(error instanceof BulkExportApiError)) return false;
  return error.kind === 'refused' || (error.kind === 'rateLimited' && isQuotaRefusal(error));
}

/** Record a rejection in the quota, unless an address may have caused it, and say whether the quota did. */
export async function tellRefusal(
  quota: QuotaClient,
  { utcDay, chunk: range, holder, wasRefused = false }: GrantedChunk,
  error: BulkExportApiError,
  mayBeOfAddress = false,
): Promise<'spent' | 'unexplained'> {
  const message = `Twilio rejected a job of ${holder.workflowId}. ${error.message}`;
  if (isQuotaRefusal(error)) {
    await quota.call({ call: 'closeDay', utcDay, why: message });
    return 'spent';
  }
  const refusal = { range, resourceType: holder.resourceType, signature: signatureOf(error) };
  if (!wasRefused && !mayBeOfAddress) await quota.call({ call: 'recordUnexplainedRefusal', utcDay, refusal, message });
  return 'unexplained';
}

function reservationOf({ holder, reservationNumber }: Reserved): Reservation {
  return { nonce: holder.nonce, reservationNumber };
}
