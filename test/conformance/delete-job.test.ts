import twilio from 'twilio';
import twilio60 from 'twilio-6.0';
import { SIMULATED_ACCOUNT } from '../../simulator/account';
import { byLooks } from '../../simulator/job-life';
import { withSimulator } from '../support/with-simulator';

describe.each([
  ['6.2.0', twilio],
  ['6.0.2', twilio60],
])('case 14 by the official client %s', (_version, createClient) => {
  test('a job is removed, and one that is not there is refused in words the client reads', () =>
    withSimulator({ jobLife: byLooks(5) }, async (simulator) => {
      const client = createClient(SIMULATED_ACCOUNT.accountSid, SIMULATED_ACCOUNT.authToken);
      client.bulkexports.baseUrl = simulator.origin;
      const created = await client.bulkexports.v1
        .exports('Messages')
        .exportCustomJobs.create({ startDay: '2024-03-01', endDay: '2024-03-02', friendlyName: 'March' });

      expect(await client.bulkexports.v1.exports.jobs(created.jobSid).remove()).toBe(true);

      const { details } = await client.bulkexports.v1.exports.jobs(created.jobSid).fetch();
      expect(details).toEqual([
        { status: 'DeletedByUserRequest', count: 2, days: ['2024-03-01', '2024-03-02'] },
      ]);
      const missing = client.bulkexports.v1.exports.jobs(`JS${'0'.repeat(32)}`).remove();
      await expect(missing).rejects.toMatchObject({ status: 404, code: 20404 });
    }));
});
