import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { HOUR } from '../../domain/support/instants';
import { until } from '../../simulator/until';
import { withWebhookReceiver } from '../../simulator/webhook-receiver';
import { days } from '../../support/days';
import { withActivities } from '../support/activity-bench';
import { GRANTED, grantedDays } from '../support/granted-days';

test.each([500, undefined])('a job is polled to its end although its webhook answers %s', (status) =>
  withWebhookReceiver(
    (receiver) =>
      withActivities(async (bench) => {
        const options = { ...DEFAULT_OPTIONS, webhookUrl: receiver.url, webhookMethod: 'POST' } as const;
        const submitted = await bench.activities().submitJob(grantedDays(bench, { options }));
        if (submitted.kind !== 'submitted') throw new Error(submitted.kind);
        bench.clock.advance(HOUR);
        await until(() => receiver.calls.length > 0);

        const open = { openDays: [days(GRANTED)], changedAtMs: 0, isPolled: true, counts: [], unknownWords: [] };
        const jobs = [{ ...submitted.submission, ...open }];
        const { binding } = bench;
        const input = { binding, resourceType: 'Messages', jobs, options: DEFAULT_OPTIONS, knownNowMs: bench.clock() } as const;
        const { reports } = await bench.activities({ number: 2 }).pollJobs(input);
        expect(reports).toMatchObject([{ isFinished: true, statuses: [{ status: 'Completed' }] }]);
        expect(receiver.calls).toMatchObject([{ method: 'POST', parameters: { JobSid: submitted.submission.jobSid } }]);
      }),
    status,
  ),
);
