import { dayAt } from '../../calendar';
import { dayFileSize } from '../../files/day-file-body';
import { dayFilesOf } from '../../files/day-files';
import type { ApiAnswer } from '../../wire/api-answer';
import { pageOf } from '../../wire/page';
import type { Call } from './call';

/** `GET /v1/Exports/{ResourceType}/Days`: a page of the day files there are, in order of generation. */
export async function listDays({ request, accountSid, nowMs, jobs, view }: Call, resourceType: string): Promise<ApiAnswer> {
  const ofType = jobs.all().filter((job) => job.accountSid === accountSid && job.request.resourceType === resourceType);
  const files = dayFilesOf(ofType, nowMs, view.dayEntries).filter(({ isEmpty }) => !isEmpty || view.emptyDays !== 'absent');
  const page = pageOf(
    { key: 'days', items: files, keyOf: ({ key }) => key, largestPage: 400, clamps: view.oversizedPages === 'clamped' },
    request,
  );
  const days = await Promise.all(
    page.items.map(async (file) => ({
      day: file.day.day,
      size: await dayFileSize(file, view),
      create_date: dayAt(file.createdAtMs),
      friendly_name: file.job.request.friendlyName,
      resource_type: view.resourceTypeInDays === 'named' ? resourceType : null,
    })),
  );
  return { status: 200, body: { days, meta: page.meta } };
}
