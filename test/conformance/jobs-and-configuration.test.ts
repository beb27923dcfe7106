import { byLooks } from '../../simulator/jobs/job-life';
import { withSimulator } from '../support/with-simulator';
import { OFFICIAL_CLIENTS, officialClient } from './official-clients';

describe.each(OFFICIAL_CLIENTS)('twilio %s', (_version, library) => {
  test('case 14: removes a job, and reads why it cannot remove one', () =>
    withSimulator({ jobLife: byLooks(5) }, async (simulator) => {
      const { v1 } = officialClient(library, simulator);
      const { jobSid } = await v1
        .exports('Messages')
        .exportCustomJobs.create({ startDay: '2024-03-01', endDay: '2024-03-02', friendlyName: 'March' });

      expect(await v1.exports.jobs(jobSid).remove()).toBe(true);

      const { details } = await v1.exports.jobs(jobSid).fetch();
      expect(details).toEqual([{ status: 'DeletedByUserRequest', count: 2, days: ['2024-03-01', '2024-03-02'] }]);
      const missing = v1.exports.jobs(`JS${'0'.repeat(32)}`).remove();
      await expect(missing).rejects.toMatchObject({ status: 404, code: 20404 });
    }));

  test('case 25: reads and writes a configuration, and reads an export', () =>
    withSimulator(async (simulator) => {
      const { v1 } = officialClient(library, simulator);
      const configuration = v1.exportConfiguration('Calls');
      const url = `${simulator.origin}/v1/Exports/Calls`;
      const own = { resourceType: 'Calls', url: `${url}/Configuration` };
      expect((await configuration.fetch()).toJSON()).toEqual({ ...own, enabled: false, webhookUrl: '', webhookMethod: '' });
      const webhook = { webhookUrl: 'https://example.com/hook?a=1&b=2', webhookMethod: 'GET' };
      const updated = await configuration.update({ enabled: true, ...webhook });
      expect(updated.toJSON()).toEqual({ ...own, enabled: true, ...webhook });

      const { resourceType, links } = await v1.exports('Calls').fetch();
      expect(resourceType).toBe('Calls');
      expect(links).toEqual({
        days: `${url}/Days`,
        export_custom_jobs: `${url}/Jobs`,
        jobs: `${simulator.origin}/v1/Exports/Jobs`,
      });
    }));
});
