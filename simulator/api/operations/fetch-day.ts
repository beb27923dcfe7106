import { newestDayFile } from '../../files/day-files';
import type { ApiAnswer } from '../../wire/api-answer';
import { notFound } from '../../wire/twilio-error';
import type { Call } from './call';

/** `GET /v1/Exports/{ResourceType}/Days/{Day}`: a redirect to the newest file of the day, good for one download. */
export function fetchDay({ request, accountSid, nowMs, jobs, links, view }: Call, resourceType: string, day: string): ApiAnswer {
  const file = newestDayFile(jobs.record.of(accountSid, resourceType, day), nowMs);
  const isHidden = file?.isEmpty === true && ['notFound', 'absent'].includes(view.emptyDays);
  if (file === undefined || isHidden) throw notFound(request.path);
  const link = request.origin + links.sign(file, nowMs, view.accountInLinks);
  return { status: 307, body: { redirect_to: link }, headers: view.location === 'sent' ? { Location: link } : {} };
}
