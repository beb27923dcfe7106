import { validateRequest } from 'twilio';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import { withSimulator } from '../support/with-simulator';
import { apiClient, basic, formOf } from './api-client';
import { HOUR, manualClock, MINUTE } from './manual-clock';
import { until } from './until';
import { withWebhookReceiver } from './webhook-receiver';

const { accountSid, authToken } = SIMULATED_ACCOUNT;

/** The form of a create that asks for a webhook. */
function formWith(url: string, method = 'POST', range = '2024-03-01..2024-03-02'): Record<string, string> {
  return { ...formOf(range), WebhookUrl: url, WebhookMethod: method };
}

describe('case 25: a webhook', () => {
  test.each(['POST', 'GET'])('is called by %s when its job is over, with a signature that holds', (method) =>
    withWebhookReceiver((receiver) => {
      const clock = manualClock();
      return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
        const api = apiClient(simulator);
        const { body } = await api.create('', { form: formWith(receiver.url, method) });
        clock.advance(HOUR);
        await until(() => simulator.webhookCalls().length > 0);

        expect(receiver.calls).toHaveLength(1);
        const { url, signature, parameters, ...call } = receiver.calls[0]!;
        const told = {
          AccountSid: accountSid,
          JobSid: body.job_sid,
          FriendlyName: 'export of 2024-03-01..2024-03-02',
          ResourceType: 'Messages',
          StartDay: '2024-03-01',
          EndDay: '2024-03-02',
          Status: 'Completed',
        };
        expect(call.method).toBe(method);
        if (method === 'POST') {
          expect(call.contentType).toMatch(/^application\/x-www-form-urlencoded/);
          expect(parameters).toEqual(told);
        } else {
          expect(parameters).toEqual({ from: 'test', ...told });
        }
        const signed = method === 'POST' ? parameters : {};
        expect(validateRequest(authToken, signature, url, signed)).toBe(true);
        expect(validateRequest('another-token', signature, url, signed)).toBe(false);
        expect(simulator.webhookCalls()).toEqual([{ jobSid: body.job_sid, atMs: clock(), method, url, status: 200 }]);
      });
    }),
  );

  test('says that a day failed, and waits for days that are moved by looks', () =>
    withWebhookReceiver((receiver) =>
      withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
        simulator.day('2024-03-02').failsForEver();
        const api = apiClient(simulator);
        await api.create('', { form: formWith(receiver.url) });
        await api.list();
        expect(simulator.webhookCalls()).toEqual([]);
        await api.list();
        await until(() => simulator.webhookCalls().length > 0);
        expect(receiver.calls).toMatchObject([{ parameters: { Status: 'Failed' } }]);
      }),
    ));

  test('is called several times by switch', () =>
    withWebhookReceiver((receiver) =>
      withSimulator({ webhooks: { calls: 3 } }, async (simulator) => {
        await apiClient(simulator).create('', { form: formWith(receiver.url) });
        await until(() => simulator.webhookCalls().length === 3);
        expect(receiver.calls).toHaveLength(3);
      }),
    ));

  test('is called late by switch', () =>
    withWebhookReceiver((receiver) => {
      const clock = manualClock();
      return withSimulator({ clock, webhooks: { afterMs: MINUTE } }, async (simulator) => {
        const api = apiClient(simulator);
        const startDays = (): unknown => receiver.calls.map(({ parameters }) => parameters['StartDay']);
        simulator.setJobLife(byDuration({ jobMs: HOUR + 1 }));
        await api.create('', { form: formWith(receiver.url, 'POST', '2024-03-01') });
        simulator.setJobLife(byDuration({ jobMs: HOUR }));
        await api.create('', { form: formWith(receiver.url, 'POST', '2024-03-02') });

        clock.advance(HOUR + MINUTE);
        await until(() => simulator.webhookCalls().length === 1);
        expect(startDays()).toEqual(['2024-03-02']);
        clock.advance(1);
        await until(() => simulator.webhookCalls().length === 2);
        expect(startDays()).toEqual(['2024-03-02', '2024-03-01']);
      });
    }));

  test('is never called by switch', () =>
    withWebhookReceiver((receiver) => {
      let readings = 0;
      const clock = (): number => {
        readings += 1;
        return Date.now();
      };
      return withSimulator({ clock, webhooks: { calls: 0 } }, async (simulator) => {
        const api = apiClient(simulator);
        await api.create('', { form: formWith(receiver.url, 'POST', '2024-03-01') });
        const before = readings;
        await until(() => readings > before);
        simulator.setWebhooks({ calls: 1 });
        await api.create('', { form: formWith(receiver.url, 'POST', '2024-03-02') });
        await until(() => simulator.webhookCalls().length > 0);
        expect(receiver.calls).toMatchObject([{ parameters: { StartDay: '2024-03-02' } }]);
      });
    }));

  test('is not called for a job that was deleted', () =>
    withWebhookReceiver((receiver) =>
      withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
        const api = apiClient(simulator);
        const { job_sid: jobSid } = (await api.create('', { form: formWith(receiver.url) })).body;
        await api.remove(jobSid);
        simulator.setJobLife(byLooks(0));
        await api.create('', { form: formWith(receiver.url, 'POST', '2024-03-03') });
        await api.list();
        await until(() => simulator.webhookCalls().length > 0);
        expect(receiver.calls).toMatchObject([{ parameters: { StartDay: '2024-03-03' } }]);
      }),
    ));

  test('that answers with an error is noted and left alone', () =>
    withWebhookReceiver(
      (receiver) =>
        withSimulator(async (simulator) => {
          await apiClient(simulator).create('', { form: formWith(receiver.url) });
          await until(() => simulator.webhookCalls().length > 0);
          expect(simulator.webhookCalls()).toMatchObject([{ url: receiver.url, status: 503 }]);
        }),
      503,
    ));

  test('that cannot be called is noted, and the next one is called', async () => {
    let gone = '';
    await withWebhookReceiver(async ({ url }) => {
      gone = await Promise.resolve(url);
    });
    await withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      for (const url of [gone, 'not a url']) {
        const made = simulator.webhookCalls().length;
        await api.create('', { form: formWith(url) });
        await until(() => simulator.webhookCalls().length > made);
      }
      expect(simulator.webhookCalls()).toMatchObject([
        { url: gone, status: null, problem: expect.stringContaining('ECONNREFUSED') as string },
        { url: 'not a url', status: null, problem: 'Invalid URL' },
      ]);
    });
  });

  test('is not signed when only a key of its account is known', () => {
    const key = { key: 'SK1', secret: 'secret', accountSid };
    return withWebhookReceiver((receiver) =>
      withSimulator({ accounts: [key] }, async (simulator) => {
        const byKey = Buffer.from('SK1:secret').toString('base64');
        const form = formWith(receiver.url);
        await apiClient(simulator, `Basic ${byKey}`).create('', { form });
        await until(() => simulator.webhookCalls().length > 0);
        expect(receiver.calls).toMatchObject([{ signature: '' }]);
      }),
    );
  });
});

test('mails are noted: one at the start of every job, one at its end to the address it names', () => {
  const clock = manualClock();
  return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
    const api = apiClient(simulator);
    await api.create('', { form: { ...formOf('2024-03-01'), Email: 'me@example.com' } });
    await api.create('2024-03-02');
    const starts = simulator.mails();
    expect(starts.map(({ about, to }) => [about, to])).toEqual([
      ['start', 'owners and admins'],
      ['start', 'owners and admins'],
    ]);
    clock.advance(2 * HOUR);
    expect(simulator.mails().filter(({ about }) => about === 'end')).toEqual([
      { jobSid: starts[0]!.jobSid, about: 'end', to: 'me@example.com', atMs: clock() - HOUR },
    ]);
  });
});

describe('case 25: the configuration', () => {
  const path = '/v1/Exports/Messages/Configuration';

  test('is not enabled at first, and has an empty webhook', () =>
    withSimulator(async (simulator) => {
      const { status, body } = await apiClient(simulator).call(path);
      expect(status).toBe(200);
      expect(body).toEqual({
        enabled: false,
        webhook_url: '',
        webhook_method: '',
        resource_type: 'Messages',
        url: `${simulator.origin}${path}`,
      });
    }));

  test('keeps what it is given, field by field, for its account and type alone', () => {
    const other = { accountSid: `AC${'f'.repeat(32)}`, authToken: 'other' };
    return withSimulator({ accounts: [SIMULATED_ACCOUNT, other] }, async (simulator) => {
      const api = apiClient(simulator);
      const set = async (form: Record<string, string>): Promise<unknown> => (await api.call(path, { method: 'POST', form })).body;
      const webhook = { webhook_url: 'https://example.com/hook', webhook_method: 'GET' };

      expect(await set({ Enabled: 'true' })).toMatchObject({ enabled: true, webhook_url: '' });
      expect(await set({ WebhookUrl: 'https://example.com/hook', WebhookMethod: 'GET' })).toMatchObject({
        enabled: true,
        ...webhook,
      });
      expect((await api.call(path)).body).toMatchObject({ enabled: true, ...webhook });
      expect(await set({ Enabled: 'false', WebhookUrl: '', WebhookMethod: '' })).toMatchObject({ enabled: false, webhook_url: '' });
      await set({ Enabled: 'true' });

      const unset = { enabled: false };
      expect((await api.call('/v1/Exports/Calls/Configuration')).body).toMatchObject(unset);
      const stranger = apiClient(simulator, basic(other.accountSid, other.authToken));
      expect((await stranger.call(path)).body).toMatchObject(unset);
    });
  });

  test.each([{ Enabled: 'maybe' }, { WebhookMethod: 'PUT' }])('is kept as it was when given %p', (form) =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      const { status, body } = await api.call(path, { method: 'POST', form: { ...form, WebhookUrl: 'x' } });
      expect([status, body.code]).toEqual([400, 20001]);
      expect((await api.call(path)).body).toMatchObject({ enabled: false, webhook_url: '' });
    }),
  );
});

test('case 25: the export of a type tells where its days and jobs are', () =>
  withSimulator(async (simulator) => {
    const { status, body } = await apiClient(simulator).call('/v1/Exports/Messages');
    const root = `${simulator.origin}/v1/Exports`;
    expect(status).toBe(200);
    expect(body).toEqual({
      resource_type: 'Messages',
      url: `${root}/Messages`,
      links: { days: `${root}/Messages/Days`, export_custom_jobs: `${root}/Messages/Jobs`, jobs: `${root}/Jobs` },
    });
    expect(simulator.report().calls).toMatchObject({ export: 1, other: 0 });
  }));
