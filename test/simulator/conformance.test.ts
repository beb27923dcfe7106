import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import { withSimulator } from '../support/with-simulator';
import { apiClient, basic, daysByStatus, download, formOf, type DaysPage, type ErrorBody, type JobsPage } from './api-client';
import { DAY, HOUR, manualClock, MINUTE } from './manual-clock';

const ELEVEN_FIELDS = [
  'details',
  'email',
  'end_day',
  'estimated_completion_time',
  'friendly_name',
  'job_queue_position',
  'job_sid',
  'resource_type',
  'start_day',
  'webhook_method',
  'webhook_url',
];

describe('case 1: authentication', () => {
  const paths = ['/v1/Exports/Messages/Jobs', '/v1/Exports/Messages/Days', '/v1/Exports/Jobs/JS1', '/nowhere'];

  test.each(paths)('%s refuses absent and wrong credentials', (path) =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      for (const authorization of [null, basic(SIMULATED_ACCOUNT.accountSid, 'wrong'), 'Bearer x']) {
        const { status, body } = await api.call(path, { authorization });
        expect(status).toBe(401);
        expect(body).toEqual({
          code: 20003,
          message: 'Authenticate',
          more_info: 'https://www.twilio.com/docs/errors/20003',
          status: 401,
        });
      }
    }),
  );

  test('an API key speaks for its account, and mended credentials are taken', () => {
    const key = { key: 'SK1', secret: 'secret', accountSid: SIMULATED_ACCOUNT.accountSid };
    return withSimulator({ accounts: [key] }, async (simulator) => {
      const byToken = apiClient(simulator);
      const byKey = apiClient(simulator, basic('SK1', 'secret'));
      expect((await byKey.create('2024-03-01')).status).toBe(201);
      expect((await byToken.list()).status).toBe(401);

      simulator.setAccounts([SIMULATED_ACCOUNT]);

      expect((await byToken.list()).body.jobs).toHaveLength(1);
      expect((await byKey.list()).status).toBe(401);
    });
  });

  test('accounts do not see the jobs and days of each other', () => {
    const other = { accountSid: `AC${'f'.repeat(32)}`, authToken: 'other' };
    return withSimulator({ accounts: [SIMULATED_ACCOUNT, other] }, async (simulator) => {
      const { body } = await apiClient(simulator).create('2024-03-01');
      const stranger = apiClient(simulator, basic(other.accountSid, other.authToken));
      expect((await stranger.list()).body.jobs).toEqual([]);
      expect((await stranger.days()).body.days).toEqual([]);
      expect((await stranger.fetch(body.job_sid)).status).toBe(404);
    });
  });
});

describe('case 2: a create', () => {
  test('answers 201 with the eleven fields, unset ones null', () =>
    withSimulator(async (simulator) => {
      const { status, body } = await apiClient(simulator).create('2024-03-01..2024-03-03');
      expect(status).toBe(201);
      expect(Object.keys(body).sort()).toEqual(ELEVEN_FIELDS);
      expect(body).toMatchObject({
        friendly_name: 'export of 2024-03-01..2024-03-03',
        resource_type: 'Messages',
        start_day: '2024-03-01',
        end_day: '2024-03-03',
        webhook_url: null,
        webhook_method: null,
        email: null,
        details: null,
        job_queue_position: '1',
      });
      expect(body.job_sid).toMatch(/^JS[0-9a-fA-F]{32}$/);
      expect(body.estimated_completion_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/);
    }));

  test('echoes webhook and email', () =>
    withSimulator(async (simulator) => {
      const given = { WebhookUrl: 'https://example.com/hook', WebhookMethod: 'POST', Email: 'me@example.com' };
      const form = { ...formOf('2024-03-01'), ...given };
      const { body } = await apiClient(simulator).create('2024-03-01', { form });
      expect(body).toMatchObject({ webhook_url: 'https://example.com/hook', webhook_method: 'POST', email: 'me@example.com' });
    }));
});

test('case 3: a create with a JSON body misses its first parameter', () =>
  withSimulator(async (simulator) => {
    const { status, body } = await apiClient(simulator).call('/v1/Exports/Messages/Jobs', {
      method: 'POST',
      json: formOf('2024-03-01'),
    });
    expect([status, body.code]).toEqual([400, 20001]);
    expect(body.message).toBe('Missing required parameter StartDay in the post body');
    expect(simulator.jobs()).toEqual([]);
  }));

describe('case 4: a create that is not whole', () => {
  test.each(['StartDay', 'EndDay', 'FriendlyName'])('is refused without %s', (name) =>
    withSimulator(async (simulator) => {
      const form = { ...formOf('2024-03-01'), [name]: '' };
      const { status, body } = await apiClient(simulator).create<ErrorBody>('', { form });
      expect([status, body.code]).toEqual([400, 20001]);
      expect(body.message).toBe(`Missing required parameter ${name} in the post body`);
      expect(simulator.jobs()).toEqual([]);
    }),
  );

  test.each([
    ['a url without a method', { WebhookUrl: 'https://example.com/hook' }],
    ['a method without a url', { WebhookMethod: 'POST' }],
    ['a method that is neither GET nor POST', { WebhookUrl: 'https://example.com', WebhookMethod: 'PUT' }],
  ])('is refused with %s', (_name, webhook) =>
    withSimulator(async (simulator) => {
      const form = { ...formOf('2024-03-01'), ...webhook };
      expect((await apiClient(simulator).create('', { form })).status).toBe(400);
      expect(simulator.jobs()).toEqual([]);
    }),
  );
});

describe('case 5: the days of a create', () => {
  test('may end two days before today in UTC, by the clock', () => {
    const clock = manualClock('2024-03-10T23:59:59.999Z');
    return withSimulator({ clock }, async (simulator) => {
      const api = apiClient(simulator);
      expect((await api.create('2024-03-01..2024-03-08')).status).toBe(201);
      expect((await api.create('2024-03-09')).status).toBe(400);
      clock.advance(1);
      expect((await api.create('2024-03-09')).status).toBe(201);
    });
  });

  test.each([
    ['yesterday', '2024-03-09'],
    ['today', '2024-03-10'],
    ['an end before the start', '2024-03-05..2024-03-04'],
    ['30 February', '2024-02-30'],
    ['29 February of a common year', '2023-02-29'],
    ['a short form', '24-3-1'],
    ['an instant', '2024-03-01T00:00:00Z'],
    ['no day at all', 'yesterday'],
  ])('are refused when they name %s', (_name, range) =>
    withSimulator({ clock: manualClock() }, async (simulator) => {
      const { status, body } = await apiClient(simulator).create<ErrorBody>(range);
      expect([status, body.code]).toEqual([400, 20001]);
      expect(simulator.jobs()).toEqual([]);
    }),
  );
});

test('case 7: a list without jobs is an empty page', () =>
  withSimulator(async (simulator) => {
    const api = apiClient(simulator);
    await api.create('2024-03-01', { resourceType: 'Messages' });
    const url = `${simulator.origin}/v1/Exports/Calls/Jobs?PageSize=50&Page=0`;
    expect((await api.list('', 'Calls')).body).toEqual({
      jobs: [],
      meta: { key: 'jobs', page: 0, page_size: 50, url, first_page_url: url, next_page_url: null, previous_page_url: null },
    });
  }));

describe('case 8: pages', () => {
  test('show every job once, and lead on by their own origin and an opaque token', () =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      for (const day of ['2024-03-01', '2024-03-02', '2024-03-03']) await api.create(day);

      const first = await api.list('?PageSize=2');
      const next = first.body.meta.next_page_url ?? '';
      await api.create('2024-03-04');
      const second = await api.call<JobsPage>(next);

      expect(next).toMatch(new RegExp(`^${simulator.origin}/v1/Exports/Messages/Jobs\\?PageSize=2&Page=1&PageToken=PA`));
      const shown = [...first.body.jobs, ...second.body.jobs].map((job) => job.job_sid);
      expect(shown).toEqual(
        simulator
          .jobs()
          .slice(0, 3)
          .map((job) => job.jobSid)
          .reverse(),
      );
      expect(second.body.meta).toMatchObject({ page: 1, page_size: 2, url: next, next_page_url: null });

      const back = await api.call<JobsPage>(second.body.meta.previous_page_url ?? '');
      expect(back.body.jobs).toEqual(first.body.jobs);
    }));

  test('name the host that the client asked', () =>
    withSimulator(async (simulator) => {
      const asked = simulator.origin.replace('127.0.0.1', 'localhost');
      const { body } = await apiClient(simulator).call<JobsPage>(`${asked}/v1/Exports/Messages/Jobs`);
      expect(body.meta.url.startsWith(asked)).toBe(true);
    }));

  test('of days lead on as pages of jobs do', () =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01..2024-03-05');
      const days: string[] = [];
      let url: string | null = '/v1/Exports/Messages/Days?PageSize=2';
      while (url !== null) {
        const page: DaysPage = (await api.call<DaysPage>(url)).body;
        days.push(...page.days.map(({ day }) => day));
        url = page.meta.next_page_url;
      }
      expect(days).toEqual(['2024-03-01', '2024-03-02', '2024-03-03', '2024-03-04', '2024-03-05']);
    }));
});

describe('case 9: page sizes', () => {
  test.each([
    ['Jobs', '0', 400, 20001],
    ['Jobs', 'many', 400, 20001],
    ['Jobs', '1001', 400, 20007],
    ['Days', '401', 400, 20007],
  ])('of %s: %s is refused', (list, size, status, code) =>
    withSimulator(async (simulator) => {
      const answer = await apiClient(simulator).call(`/v1/Exports/Messages/${list}?PageSize=${size}`);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }),
  );

  test('up to 1000 jobs and 400 days are taken, and more are clamped by switch', () =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      expect((await api.list('?PageSize=1000')).status).toBe(200);
      expect((await api.days('?PageSize=400')).status).toBe(200);
      simulator.setView({ oversizedPages: 'clamped' });
      expect((await api.days('?PageSize=401')).body.meta).toMatchObject({ page_size: 400 });
    }));
});

test('case 11: a fetch of a queued job tells of its days, and where it lives', () =>
  withSimulator({ jobLife: byDuration({ jobMs: HOUR, queueMs: MINUTE }) }, async (simulator) => {
    const api = apiClient(simulator);
    const { job_sid: jobSid } = (await api.create('2024-03-01..2024-03-02')).body;
    const { status, body } = await api.fetch(jobSid);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual([...ELEVEN_FIELDS, 'url'].sort());
    expect(body).toMatchObject({
      url: `${simulator.origin}/v1/Exports/Jobs/${jobSid}`,
      details: [{ status: 'Submitted', count: 2, days: ['2024-03-01', '2024-03-02'] }],
    });
  }));

test('case 12: a running job has mixed statuses, a position that never rises, and a time without a zone', () => {
  const clock = manualClock();
  const jobLife = byDuration({ jobMs: 3 * HOUR, parallel: 1 });
  return withSimulator({ clock, jobLife }, async (simulator) => {
    const api = apiClient(simulator);
    await api.create('2024-03-01');
    const { job_sid: jobSid } = (await api.create('2024-03-02..2024-03-04')).body;
    const positions: (string | null)[] = [];
    for (let hour = 0; hour < 6; hour++) {
      const { body } = await api.fetch(jobSid);
      positions.push(body.job_queue_position);
      expect(body.details?.reduce((sum, { count }) => sum + count, 0)).toBe(3);
      expect(body.estimated_completion_time).toBe('2024-03-10T18:00:00.000');
      if (hour === 4) {
        expect(daysByStatus(body)).toEqual({ Completed: ['2024-03-02'], Running: ['2024-03-03'], Submitted: ['2024-03-04'] });
      }
      clock.advance(HOUR);
    }
    expect(positions).toEqual(['2', '2', '2', '1', '1', '1']);

    const { body } = await api.fetch(jobSid);
    expect(daysByStatus(body)).toEqual({ Completed: ['2024-03-02', '2024-03-03', '2024-03-04'] });
    expect([body.job_queue_position, body.estimated_completion_time]).toEqual([null, null]);
  });
});

describe('case 13: what is not there', () => {
  test.each([
    ['an unknown sid', `/v1/Exports/Jobs/JS${'0'.repeat(32)}`],
    ['a malformed sid', '/v1/Exports/Jobs/12'],
    ['an unknown resource type', '/v1/Exports/Faxes/Jobs'],
    ['a resource type in the wrong case', '/v1/Exports/messages/Jobs'],
    ['a path in the wrong case', '/v1/exports/Messages/Jobs'],
    ['an unknown path', '/v1/Exports/Messages/Weeks'],
    ['a path without an operation', '/v1/Exports/Jobs'],
    ['an unknown export', '/v1/Exports/Faxes'],
    ['the configuration of an unknown type', '/v1/Exports/Faxes/Configuration'],
    ['a day of jobs', '/v1/Exports/Messages/Jobs/2024-03-01'],
    ['another version', '/v2/Exports/Messages/Jobs'],
    ['the root', '/'],
  ])('%s answers 404 with code 20404', (_name, path) =>
    withSimulator(async (simulator) => {
      const { status, body } = await apiClient(simulator).call(path);
      expect([status, body.code]).toEqual([404, 20404]);
    }),
  );

  test.each([
    '/v1/Exports/Messages/Jobs',
    '/v1/Exports/Messages/Days',
    '/v1/Exports/Messages/Days/2024-03-01',
    '/v1/Exports/Messages/Configuration',
    '/v1/Exports/Messages',
    '/v1/Exports/Jobs/JS1',
  ])('PUT %s answers 405', (path) =>
    withSimulator(async (simulator) => {
      expect((await apiClient(simulator).call(path, { method: 'PUT' })).status).toBe(405);
    }),
  );
});

describe('case 15: the day list', () => {
  test('has five keys for each completed day, in order of generation', () => {
    const clock = manualClock();
    return withSimulator({ clock }, async (simulator) => {
      const api = apiClient(simulator);
      simulator.day('2024-03-06').failsForEver();
      await api.create('2024-03-05..2024-03-06');
      clock.advance(DAY);
      await api.create('2024-03-01');
      const { days, meta } = (await api.days()).body;
      expect(meta).toMatchObject({ key: 'days', page_size: 50 });
      expect(days).toEqual([
        {
          day: '2024-03-05',
          size: expect.any(Number) as number,
          create_date: '2024-03-10',
          friendly_name: 'export of 2024-03-05..2024-03-06',
          resource_type: 'Messages',
        },
        {
          day: '2024-03-01',
          size: expect.any(Number) as number,
          create_date: '2024-03-11',
          friendly_name: 'export of 2024-03-01',
          resource_type: 'Messages',
        },
      ]);
      expect((await api.days('', 'Calls')).body.days).toEqual([]);
      expect((await api.days('/')).body.days).toEqual(days);
    });
  });

  test('tells the bytes of each file', () =>
    withSimulator(async (simulator) => {
      simulator.day('2024-03-02').isEmpty();
      simulator.day('2024-03-03').hasRecords(1);
      const api = apiClient(simulator);
      await api.create('2024-03-01..2024-03-04');
      const { days } = (await api.days()).body;
      expect(days).toHaveLength(4);
      for (const { day, size } of days) {
        expect((await download(await api.linkTo(day))).bytes).toHaveLength(size);
      }
    }));

  test('names a day from the moment it is completed', () =>
    withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      await api.list();
      expect((await api.days()).body.days).toEqual([]);
      await api.list();
      expect((await api.days()).body.days).toHaveLength(1);
    }));
});

describe('case 22: failures', () => {
  test('an error during the run is not the end', () =>
    withSimulator(async (simulator) => {
      simulator.day('2024-03-01').reports('ErrorDuringRun', 'Running', 'ErrorDuringRun', 'Completed');
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
      const seen: (string | undefined)[] = [];
      for (let look = 0; look < 5; look++) seen.push((await api.fetch(jobSid)).body.details?.[0]?.status);
      expect(seen).toEqual(['ErrorDuringRun', 'Running', 'ErrorDuringRun', 'Completed', 'Completed']);
    }));

  test('a failed day does not stop the others', () =>
    withSimulator(async (simulator) => {
      simulator.day('2024-03-02').failsForEver();
      const api = apiClient(simulator);
      const { body } = await api.create('2024-03-01..2024-03-03');
      expect(daysByStatus((await api.fetch(body.job_sid)).body)).toEqual({
        Completed: ['2024-03-01', '2024-03-03'],
        Failed: ['2024-03-02'],
      });
    }));
});

test('every answer carries a request id and the time of the injected clock', () =>
  withSimulator({ clock: manualClock('2031-01-05T06:07:08.900Z') }, async (simulator) => {
    const api = apiClient(simulator);
    const answers = [await api.list(), await api.call('/nowhere'), await api.call('/', { authorization: null })];
    for (const { headers } of answers) {
      expect(headers.get('date')).toBe('Sun, 05 Jan 2031 06:07:08 GMT');
      expect(headers.get('twilio-request-id')).toMatch(/^RQ[0-9a-f]{32}$/);
    }
  }));
