import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import { daysBetween, rangesOf } from './days';
import { downloadDay } from './download-day';
import { limited } from './limited';
import { retried } from './retried';

/** What the script takes as JSON on its command line. */
export interface ScriptArguments {
  readonly origin: string;
  readonly from: string;
  readonly to: string;
  readonly daysPerJob: number;
  readonly openJobs: number;
  readonly pollSeconds: number;
  readonly downloads?: number;
  readonly folder?: string;
}

const RESOURCE_TYPE = 'Messages';
const ATTEMPTS = 3;
const SUCCESSFUL = ['Completed', 'CompletedEmptyRecords'];
const FINAL = [...SUCCESSFUL, 'Failed', 'DeletedByUserRequest'];

/** One entry of the details of a job. */
interface DaysByStatus {
  readonly status: string;
  readonly days: readonly string[];
}

/**
 * What a careful engineer writes with Twilio's client: some jobs at the same time, each polled until every day is final, failed days
 * requested again, files downloaded under a temporary name. A day whose file exists is not requested again.
 */
async function main(args: ScriptArguments): Promise<void> {
  const client = twilio(process.env['TWILIO_ACCOUNT_SID'], process.env['TWILIO_AUTH_TOKEN']);
  client.bulkexports.baseUrl = args.origin;
  const { v1 } = client.bulkexports;
  const inJobSlot = limited(args.openJobs);
  const inDownloadSlot = limited(args.downloads ?? 1);

  const exportDays = async (days: readonly string[], attempt = 1): Promise<void> => {
    const outcome = await inJobSlot(() => runJob(days));
    const failed = outcome.filter(({ status }) => !SUCCESSFUL.includes(status)).flatMap((group) => group.days);
    if (failed.length > 0 && attempt === ATTEMPTS) throw new Error(`Failed ${ATTEMPTS} times: ${failed.join(', ')}`);
    const exported = outcome.filter(({ status }) => status === 'Completed').flatMap((group) => group.days);
    await Promise.all([
      ...exported.map((day) => inDownloadSlot(() => download(day))),
      ...rangesOf([...failed].sort(), args.daysPerJob).map((range) => exportDays(range, attempt + 1)),
    ]);
  };

  const runJob = async (days: readonly string[]): Promise<readonly DaysByStatus[]> => {
    const [startDay = '', endDay = ''] = [days[0], days.at(-1)];
    const request = { startDay, endDay, friendlyName: `export ${startDay} ${endDay}` };
    const { jobSid } = await retried(() => v1.exports(RESOURCE_TYPE).exportCustomJobs.create(request));
    for (;;) {
      await sleep(args.pollSeconds * 1000);
      const job = await retried(() => v1.exports.jobs(jobSid).fetch());
      const details = job.details as readonly DaysByStatus[];
      if (details.length > 0 && details.every(({ status }) => FINAL.includes(status))) return details;
    }
  };

  const download = async (day: string): Promise<void> => {
    const { folder } = args;
    if (folder === undefined) return;
    await retried(async () => {
      // Typed as void since 6.1.0, where it is the body of the response
      const ofDay: { fetch(): Promise<unknown> } = v1.exports(RESOURCE_TYPE).days(day);
      const { redirect_to: link } = (await ofDay.fetch()) as { redirect_to: string };
      await downloadDay(link, folder, day);
    });
  };

  const present = new Set(args.folder === undefined ? [] : await readdir(args.folder));
  const missing = daysBetween(args.from, args.to).filter((day) => !present.has(`${day}.json.gz`));
  await Promise.all(rangesOf(missing, args.daysPerJob).map((range) => exportDays(range)));
}

main(JSON.parse(process.argv[2] ?? '{}') as ScriptArguments).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
