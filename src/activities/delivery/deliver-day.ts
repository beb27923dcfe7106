import { DamagedFileError, UnreadableFileError } from '../../archive/days/damaged-file-error';
import type { Archive } from '../../archive/port';
import { ArchiveError } from '../../archive/stores/store';
import { BulkExportApiError } from '../../bulk-export/api-error';
import { DayFileError, type DayFileErrorKind } from '../../bulk-export/files/file-failure';
import type { DayLink } from '../../bulk-export/port';
import { dayOf, type Day } from '../../domain/days/day-range';
import { formatInstant } from '../../domain/format';
import { insteadOf } from '../../domain/instead-of';
import type { DayDelivery } from '../../domain/ledger/fold-delivery';
import type { DeliverableDays } from '../../domain/plan/next-delivery';
import type { DayFile } from '../../domain/twilio/job-snapshot';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { countDelivered } from '../attempt/metrics';
import type { Attempt } from '../attempt/activity';

interface DeliveryContext extends Pick<Attempt, 'api' | 'signal' | 'sleep' | 'meter'> {
  readonly archive: Archive;
  /** The day list, for the sizes in it. */
  readonly files: readonly DayFile[];
  /** Twilio's clock, milliseconds since 1970. */
  readonly clockMs: () => number;
}

interface DayToDeliver extends Omit<DeliverableDays, 'range'> {
  readonly resourceType: ResourceType;
  readonly day: Day;
}

/** Each attempt needs a new link: any use invalidates a link. */
const TRIES = 2;
const PAUSE_MS = 250;

/** Download the file of a day to the archive. @throws errors of every day: ArchiveError, BulkExportApiError, DayFileError */
export async function deliverDay(context: DeliveryContext, ofDay: DayToDeliver): Promise<DayDelivery> {
  let unreadable: UnreadableFileError | undefined;
  for (let tries = 1; ; tries++) {
    try {
      return await deliverOnce(context, ofDay);
    } catch (error) {
      const kind = blame(error);
      if (kind === undefined || context.signal.aborted) throw error;
      const failed = { day: ofDay.day, message: (error as Error).message };
      if (error instanceof UnreadableFileError) {
        const isTheSame = error.content.sha256 === unreadable?.content.sha256;
        if (error.isKept || (isTheSame && (await isKeptAside(context, ofDay, error)))) return { ...failed, kind: 'unreadable' };
        unreadable = error;
      }
      if (tries >= TRIES) return { ...failed, kind };
      await context.sleep(PAUSE_MS);
    }
  }
}

async function deliverOnce(context: DeliveryContext, ofDay: DayToDeliver): Promise<DayDelivery> {
  const { archive, signal, clockMs } = context;
  const { resourceType, day, jobSid } = ofDay;
  const facts = { jobSid, fetchedAtMs: clockMs(), listedBytes: listedBytes(context.files, ofDay) };
  const { value: link } = await requestLink(context, ofDay);
  const file = link && isNewEnough(link, ofDay) ? await openUnlessEmpty(context, ofDay, link) : undefined;
  if (file) {
    const { records, bytes } = await archive.deliver({ resourceType, day }, file, facts, { signal });
    countDelivered(context.meter, resourceType, bytes);
    return records === 0 ? { day, kind: 'empty' } : { day, kind: 'delivered', records, bytes };
  }
  if (ofDay.isEmpty) {
    await archive.deliverEmpty({ resourceType, day }, facts, { signal });
    return { day, kind: 'empty' };
  }
  const message = link
    ? `Twilio still has the file of an earlier job, created at ${formatInstant(link.createdAtMs ?? 0)}.`
    : 'Twilio reports the day as exported but has no file for it.';
  return { day, kind: 'unusable', message };
}

/** A link is requested once more when Twilio does not respond: one lost response does not end the whole batch. */
function requestLink({ api, signal }: DeliveryContext, { resourceType, day }: DayToDeliver) {
  const request = () => api.linkDay(resourceType, day, { signal });
  return request().catch((error: unknown) => {
    if (error instanceof BulkExportApiError && error.kind === 'unavailable') return request();
    throw error;
  });
}

/** Download an unreadable file once more, after two identical downloads, to keep its bytes. */
async function isKeptAside(context: DeliveryContext, ofDay: DayToDeliver, unreadable: UnreadableFileError): Promise<boolean> {
  const { api, archive, signal, clockMs } = context;
  const { resourceType, day, jobSid } = ofDay;
  try {
    const { value: link } = await requestLink(context, ofDay);
    if (!link) return false;
    const file = await api.openFile(link, { signal });
    return await archive.setAside({ resourceType, day }, file, unreadable, { jobSid, fetchedAtMs: clockMs() }, { signal });
  } catch (error) {
    if (blame(error) === undefined || signal.aborted) throw error;
    return false;
  }
}

/** A day without records may have a link to no file. */
function openUnlessEmpty({ api, signal }: DeliveryContext, { isEmpty }: DayToDeliver, link: DayLink) {
  const isGone = (error: unknown) => isEmpty === true && error instanceof DayFileError && error.kind === 'gone';
  return api.openFile(link, { signal }).catch(insteadOf(isGone, undefined));
}

/** An earlier job over the same day may have made the file. A file without a creation time is accepted. */
function isNewEnough({ createdAtMs }: DayLink, { madeAfterMs }: DayToDeliver): boolean {
  return createdAtMs === undefined || createdAtMs >= Math.floor(madeAfterMs / 1000) * 1000;
}

/** The size in the day list, unless it is ambiguous. A complete file of another size than one before it is accepted. */
export function listedBytes(files: readonly DayFile[], { day, madeAfterMs, isTroubled }: DayToDeliver): number | undefined {
  if (isTroubled) return undefined;
  const listed = files.filter((file) => file.day === day && file.createdOn !== undefined && file.createdOn >= dayOf(madeAfterMs));
  return listed.length === 1 && listed[0]?.size ? listed[0].size : undefined;
}

/** Whether Twilio or the file host rejected a request because there are too many. */
export function isRateLimited(error: unknown): boolean {
  if (error instanceof BulkExportApiError) return error.httpStatus === 429;
  return error instanceof DayFileError && error.kind === 'rateLimited';
}

/** The result of a day for a failed download; a host that is not allowed, or limits requests, concerns every day. */
const BLAMED = {
  hostNotAllowed: undefined,
  rateLimited: undefined,
  gone: 'unusable',
  redirected: 'unusable',
  refused: 'unusable',
  linkExpired: 'unfetched',
  unavailable: 'unfetched',
  cut: 'unfetched',
} as const satisfies Record<DayFileErrorKind, DayDelivery['kind'] | undefined>;

/** The result of a day for an error; undefined when the error does not concern the day. */
function blame(error: unknown): 'unusable' | 'unfetched' | undefined {
  if (error instanceof DamagedFileError) return 'unusable';
  if (error instanceof ArchiveError) return error.kind === 'conflict' ? 'unfetched' : undefined;
  return error instanceof DayFileError ? BLAMED[error.kind] : undefined;
}
