import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { byDuration } from '../../simulator/jobs/job-life';
import { DEFAULT_OPTIONS } from '../../src/domain/request/export-options';
import { ACCOUNT, withActivities } from '../activities/support/activity-bench';
import { grantedDays } from '../activities/support/granted-days';
import { download, recordsIn } from '../simulator/api-client';
import { HOUR, manualClock } from '../simulator/manual-clock';
import { until } from '../simulator/until';
import { withWebhookReceiver } from '../simulator/webhook-receiver';
import { withSimulator } from '../support/with-simulator';
import { OFFICIAL_CLIENTS, officialClient } from './official-clients';

const THREE_DAYS = { startDay: '2024-03-01', endDay: '2024-03-03', friendlyName: 'three days' };

test('two official clients are tried, one from before and one from after the change of the day fetch', () => {
  expect(OFFICIAL_CLIENTS.map(([version]) => version)).toEqual(['6.2.0', '6.0.2']);
});

describe.each(OFFICIAL_CLIENTS)('twilio %s', (version, library) => {
  test('creates a job and reads every field of it', () =>
    withSimulator({ clock: manualClock(), jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
      const { v1 } = officialClient(library, simulator);
      const job = await v1
        .exports('Messages')
        .exportCustomJobs.create({
          ...THREE_DAYS,
          webhookUrl: 'https://example.com/hook?a=1&b=2',
          webhookMethod: 'POST',
          email: 'me+exports@example.com',
        });
      expect(job.toJSON()).toEqual({
        friendlyName: 'three days',
        resourceType: 'Messages',
        startDay: '2024-03-01',
        endDay: '2024-03-03',
        webhookUrl: 'https://example.com/hook?a=1&b=2',
        webhookMethod: 'POST',
        email: 'me+exports@example.com',
        jobSid: simulator.jobs()[0]?.jobSid,
        details: null,
        jobQueuePosition: '1',
        estimatedCompletionTime: '2024-03-10T13:00:00.000',
      });
    }));

  test('reads the parameters that Dayhaul gives its jobs', () =>
    withActivities(async (bench) => {
      const parameters = {
        email: 'me+exports@example.com',
        webhookUrl: 'https://example.com/hook?a=1&b=2',
        webhookMethod: 'POST',
      } as const;
      const friendlyName = 'of the sales team';
      await bench.activities().submitJob(grantedDays(bench, { options: { ...DEFAULT_OPTIONS, ...parameters, friendlyName } }));
      const { v1 } = officialClient(library, bench.simulator);
      const [job] = await v1.exports('Messages').exportCustomJobs.list();
      expect(job).toMatchObject({
        ...parameters,
        friendlyName: expect.stringMatching(/^dayhaul \S+ 2024-03-01.* submission 1 of the sales team$/) as string,
      });
    }));

  test('reads a job that Dayhaul deleted, and Dayhaul reads every field of a job that it deleted', () =>
    withActivities(async (bench) => {
      const { v1 } = officialClient(library, bench.simulator);
      const { exportCustomJobs } = v1.exports('Messages');
      const friendlyName = 'dayhaul 01234567-89ab 2024-03-01..2024-03-03 submission 1';
      const parameters = { webhookUrl: 'https://example.com/hook?a=1&b=2', webhookMethod: 'GET', email: 'me@example.com' };
      const { jobSid } = await exportCustomJobs.create({ ...THREE_DAYS, friendlyName });
      expect(await bench.activities().deleteJob({ account: ACCOUNT, jobSid })).toMatchObject({ isAccepted: true });
      const { startDay, endDay } = THREE_DAYS;
      const details = [{ status: 'DeletedByUserRequest', count: 3, days: [startDay, '2024-03-02', endDay] }];
      expect((await v1.exports.jobs(jobSid).fetch()).details).toEqual(details);

      const other = await exportCustomJobs.create({ ...THREE_DAYS, ...parameters });
      expect(await v1.exports.jobs(other.jobSid).remove()).toBe(true);
      await v1.exports.jobs(other.jobSid).fetch(); // what was running is deleted now
      const official = (await exportCustomJobs.list()).find((each) => each.jobSid === other.jobSid);
      expect(official?.toJSON()).toMatchObject({ ...THREE_DAYS, ...parameters, resourceType: 'Messages', details });
      expect(await bench.activities().readJob({ account: ACCOUNT, jobSid: other.jobSid })).toEqual({
        jobSid: other.jobSid,
        friendlyName: 'three days',
        resourceType: 'Messages',
        range: { startDay, endDay },
        groups: details,
        ...parameters,
      });
    }));

  test('has a webhook called and mails sent, as the parameters of its jobs say', () =>
    withWebhookReceiver((receiver) => {
      const clock = manualClock();
      return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
        const { exportCustomJobs } = officialClient(library, simulator).v1.exports('Messages');
        const webhook = { webhookUrl: receiver.url, webhookMethod: 'POST' };
        const { jobSid } = await exportCustomJobs.create({ ...THREE_DAYS, ...webhook, email: 'me@example.com' });
        clock.advance(HOUR);
        await until(() => simulator.webhookCalls().length > 0);
        expect(receiver.calls).toMatchObject([{ method: 'POST', parameters: { JobSid: jobSid, FriendlyName: 'three days' } }]);
        expect(simulator.mails()).toEqual([
          { jobSid, about: 'start', to: 'owners and admins', atMs: clock() - HOUR },
          { jobSid, about: 'end', to: 'me@example.com', atMs: clock() },
        ]);
      });
    }));

  test('fetches a job with its days and its url', () =>
    withSimulator(async (simulator) => {
      simulator.day('2024-03-02').failsForEver();
      const { v1 } = officialClient(library, simulator);
      const { jobSid } = await v1.exports('Messages').exportCustomJobs.create(THREE_DAYS);
      const job = await v1.exports.jobs(jobSid).fetch();
      expect(job).toMatchObject({
        jobSid,
        url: `${simulator.origin}/v1/Exports/Jobs/${jobSid}`,
        details: [
          { status: 'Completed', count: 2, days: ['2024-03-01', '2024-03-03'] },
          { status: 'Failed', count: 1, days: ['2024-03-02'] },
        ],
      });
    }));

  test('case 10: pages through the job list at the simulator, and asks nobody else', () =>
    withSimulator(async (simulator) => {
      const { v1, sent } = officialClient(library, simulator);
      const { exportCustomJobs } = v1.exports('Messages');
      for (let number = 1; number <= 3; number++) await exportCustomJobs.create(THREE_DAYS);

      const jobs = await exportCustomJobs.list({ pageSize: 2 });

      expect(new Set(jobs.map(({ jobSid }) => jobSid)).size).toBe(3);
      const path = `${simulator.origin}/v1/Exports/Messages/Jobs`;
      expect(sent.slice(3)).toEqual([path, expect.stringContaining(`${path}?PageSize=2&Page=1&PageToken=`)]);
      expect(simulator.report().calls.list).toBe(2);
    }));

  test('pages through the day list', () =>
    withSimulator({ clock: manualClock() }, async (simulator) => {
      const { v1 } = officialClient(library, simulator);
      await v1.exports('Messages').exportCustomJobs.create(THREE_DAYS);
      const days = await v1.exports('Messages').days.list({ pageSize: 2 });
      expect(days.map(({ day }) => day)).toEqual(['2024-03-01', '2024-03-02', '2024-03-03']);
      expect(days[0]).toMatchObject({
        size: expect.any(Number) as number,
        createDate: '2024-03-10',
        friendlyName: 'three days',
        resourceType: 'Messages',
      });
      expect(simulator.report().calls.days).toBe(2);
    }));

  test('case 17: fetches a day and gives its link', () =>
    withSimulator(async (simulator) => {
      const { v1 } = officialClient(library, simulator);
      await v1.exports('Messages').exportCustomJobs.create(THREE_DAYS);

      const fetching: Promise<unknown> = v1.exports('Messages').days('2024-03-02').fetch();
      const day = (await fetching) as Record<string, string>;

      const link = day[version === '6.0.2' ? 'redirectTo' : 'redirect_to']!;
      expect(link).toContain(`${simulator.origin}/bulk-export-files/daily/day%3D2024-03-02/`);
      const file = await download(link);
      expect(file.status).toBe(200);
      expect(recordsIn(file)[0]).toMatchObject({ account_sid: SIMULATED_ACCOUNT.accountSid });
    }));

  test('understands what is refused', () =>
    withSimulator({ clock: manualClock() }, async (simulator) => {
      const { v1 } = officialClient(library, simulator);
      const stranger = officialClient(library, simulator, 'wrong');
      const more = { moreInfo: expect.stringContaining('https://www.twilio.com/docs/errors/') as string };
      await expect(stranger.v1.exports('Messages').days.list()).rejects.toMatchObject({
        ...more,
        status: 401,
        code: 20003,
        message: 'Authenticate',
      });
      await expect(v1.exports.jobs(`JS${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({ ...more, status: 404, code: 20404 });
      await expect(v1.exports('Messages').days('2024-03-01').fetch()).rejects.toMatchObject({ ...more, status: 404, code: 20404 });
      const tooRecent = v1.exports('Messages').exportCustomJobs.create({ ...THREE_DAYS, endDay: '2024-03-09' });
      await expect(tooRecent).rejects.toMatchObject({
        ...more,
        status: 400,
        code: 20001,
        message: 'EndDay must be at most two days before today, 2024-03-08',
      });
    }));
});
