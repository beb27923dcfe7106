import { createHash } from 'node:crypto';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import type { View } from '../../simulator/wire/view';
import { withSimulator } from '../support/with-simulator';
import { apiClient, basic, download, recordsIn } from './api-client';
import { DAY, manualClock, SECOND } from './manual-clock';

describe('case 16: a day fetch', () => {
  test('answers 307 with a link to its own file host, in the body and as Location', () =>
    withSimulator({ clock: manualClock('2024-03-10T12:00:05.678Z') }, async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      const { status, body, headers } = await api.fetchDay('2024-03-01');
      expect(status).toBe(307);
      expect(Object.keys(body)).toEqual(['redirect_to']);
      expect(headers.get('location')).toBe(body.redirect_to);

      const link = new URL(body.redirect_to);
      expect(link.origin).toBe(simulator.origin);
      expect(link.pathname.split('/').slice(2)).toEqual([
        'daily',
        'day%3D2024-03-01',
        'type%3DMessages',
        `account%3D${SIMULATED_ACCOUNT.accountSid}`,
        'created_time%3D20240310120005',
        'part-0.json.gz',
      ]);
      expect(Object.fromEntries(link.searchParams)).toEqual({
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': expect.stringMatching(/^AKIA\w{16}\/20240310\/us-east-1\/s3\/aws4_request$/) as string,
        'X-Amz-Date': '20240310T120005Z',
        'X-Amz-Expires': '240',
        'X-Amz-SignedHeaders': 'host',
        'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      });
    }));

  test('gives a link of its own each time', () =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      expect(await api.linkTo('2024-03-01')).not.toBe(await api.linkTo('2024-03-01'));
    }));

  test('leaves Location out by switch', () =>
    withSimulator({ view: { location: 'absent' } }, async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      const { status, headers, body } = await api.fetchDay('2024-03-01');
      expect([status, headers.get('location')]).toEqual([307, null]);
      expect((await download(body.redirect_to)).status).toBe(200);
    }));
});

describe('case 18: a link', () => {
  test('gives the gzip of the records, one JSON object per line, with the headers of S3', () =>
    withSimulator({ clock: manualClock() }, async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      const file = await download(await api.linkTo('2024-03-01'));
      expect(file.status).toBe(200);
      expect(recordsIn(file).length).toBeGreaterThan(10);
      expect(Object.fromEntries(file.headers)).toMatchObject({
        'content-length': String(file.bytes.length),
        'content-type': 'binary/octet-stream',
        etag: `"${createHash('md5').update(file.bytes).digest('hex')}"`,
        'last-modified': 'Sun, 10 Mar 2024 12:00:00 GMT',
        server: 'AmazonS3',
      });
      expect(file.headers.has('content-encoding')).toBe(false);
      expect(file.headers.has('twilio-request-id')).toBe(false);
    }));

  test('gives a file that clients unpack by themselves, by switch', () =>
    withSimulator({ view: { contentEncoding: 'gzip' } }, async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      const file = await download(await api.linkTo('2024-03-01'));
      expect(file.headers.get('content-encoding')).toBe('gzip');
      expect(file.bytes.toString()).toMatch(/^\{"sid":"SM/);
    }));

  test('is good once, and a new one is good again', () =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      const link = await api.linkTo('2024-03-01');
      const first = await download(link);
      const again = await download(link);
      const fresh = await download(await api.linkTo('2024-03-01'));
      expect([first.status, again.status, fresh.status]).toEqual([200, 403, 200]);
      expect(again.headers.get('content-type')).toBe('application/xml');
      expect(again.bytes.toString()).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>AccessDenied<\/Code>/);
      expect(fresh.bytes.equals(first.bytes)).toBe(true);
    }));

  test('is good for 240 seconds', () => {
    const clock = manualClock();
    return withSimulator({ clock }, async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      const [soon, late] = [await api.linkTo('2024-03-01'), await api.linkTo('2024-03-01')];
      clock.advance(240 * SECOND - 1);
      expect((await download(soon)).status).toBe(200);
      clock.advance(1);
      const expired = await download(late);
      expect(expired.status).toBe(403);
      expect(expired.bytes.toString()).toContain(
        '<Message>Request has expired</Message><Expires>2024-03-10T12:04:00Z</Expires>' +
          '<ServerTime>2024-03-10T12:04:00Z</ServerTime>',
      );
    });
  });

  test('is not good together with an Authorization header, and is not used up by that', () =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      const link = await api.linkTo('2024-03-01');
      const refused = await download(link, { Authorization: 'Bearer <token>' });
      expect(refused.status).toBe(400);
      expect(refused.bytes.toString()).toContain('<Code>InvalidArgument</Code>');
      expect(refused.bytes.toString()).toContain('<ArgumentValue>Bearer &lt;token&gt;</ArgumentValue>');
      expect((await download(link)).status).toBe(200);
    }));

  test.each([
    ['another signature', /Signature=\w{4}/, 'Signature=0000'],
    ['another day', 'day%3D2024-03-01', 'day%3D2024-03-02'],
    ['another account', /account%3DAC\w{4}/, 'account%3DACffff'],
    ['a longer life', 'Expires=240', 'Expires=24000'],
    ['no signature', /&X-Amz-Signature=\w+/, ''],
  ])('is not good when it was given %s', (_name, part, forged) =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01..2024-03-02');
      const link = await api.linkTo('2024-03-01');
      const refused = await download(link.replace(part, forged));
      expect(refused.status).toBe(403);
      expect(refused.bytes.toString()).toContain('<Code>SignatureDoesNotMatch</Code>');
      expect((await download(link)).status).toBe(200);
    }),
  );

  test('is for GET alone', () =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      const link = await api.linkTo('2024-03-01');
      expect((await fetch(link, { method: 'HEAD' })).status).toBe(405);
      expect((await download(link)).status).toBe(200);
    }));
});

describe('case 19: a day without records', () => {
  test.each<[View['emptyDays'], number[], number, number | undefined]>([
    ['gzipOfNothing', [20], 307, 20],
    ['zeroBytes', [0], 307, 0],
    ['notFound', [0], 404, undefined],
    ['absent', [], 404, undefined],
  ])('%s: listed with sizes %p, its fetch answers %p, its file has %p bytes', (emptyDays, sizes, status, bytes) =>
    withSimulator({ view: { emptyDays } }, async (simulator) => {
      simulator.day('2024-03-01').isEmpty();
      const api = apiClient(simulator);
      const { body } = await api.create('2024-03-01');
      expect((await api.fetch(body.job_sid)).body.details?.[0]?.status).toBe('CompletedEmptyRecords');
      expect((await api.days()).body.days.map(({ size }) => size)).toEqual(sizes);

      const answer = await api.fetchDay('2024-03-01');
      expect(answer.status).toBe(status);
      if (bytes === undefined) return;
      const file = await download(answer.body.redirect_to);
      expect([file.status, file.bytes.length]).toEqual([200, bytes]);
    }),
  );
});

describe('case 20: lifetimes', () => {
  test.each([
    ['was never exported', '2024-03-02'],
    ['failed', '2024-03-03'],
    ['is not a day', '2024-02-30'],
    ['is no day at all', 'yesterday'],
  ])('a fetch of a day that %s answers 404 with code 20404', (_name, day) =>
    withSimulator(async (simulator) => {
      simulator.day('2024-03-03').failsForEver();
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      await api.create('2024-03-03');
      const { status, body } = await api.call(`/v1/Exports/Messages/Days/${day}`);
      expect([status, body.code]).toEqual([404, 20404]);
    }),
  );

  test('a day of another type, of another account, or before its end has no file', () => {
    const other = { accountSid: `AC${'f'.repeat(32)}`, authToken: 'other' };
    return withSimulator({ accounts: [SIMULATED_ACCOUNT, other], jobLife: byLooks(1) }, async (simulator) => {
      const api = apiClient(simulator);
      const { body } = await api.create('2024-03-01');
      await api.fetch(body.job_sid);
      expect((await api.fetchDay('2024-03-01')).status).toBe(404);
      await api.fetch(body.job_sid);
      expect((await api.fetchDay('2024-03-01')).status).toBe(307);
      expect((await api.fetchDay('2024-03-01', 'Calls')).status).toBe(404);
      const stranger = apiClient(simulator, basic(other.accountSid, other.authToken));
      expect((await stranger.fetchDay('2024-03-01')).status).toBe(404);
    });
  });

  test('a day file lives for 7 days after it was made, and its job is listed for 7 days after its end', () => {
    const clock = manualClock();
    return withSimulator({ clock, jobLife: byDuration({ jobMs: 2 * DAY }) }, async (simulator) => {
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01..2024-03-02')).body;
      clock.advance(8 * DAY - 1);
      expect((await api.days()).body.days).toHaveLength(2);
      const link = await api.linkTo('2024-03-01');
      clock.advance(1);
      expect((await api.days()).body.days).toMatchObject([{ day: '2024-03-02' }]);
      expect((await api.fetchDay('2024-03-01')).status).toBe(404);
      expect((await download(link)).status).toBe(404);
      expect((await api.fetchDay('2024-03-02')).status).toBe(307);
      clock.advance(DAY - 1);
      expect((await api.list()).body.jobs).toHaveLength(1);
      clock.advance(1);
      expect((await api.list()).body.jobs).toEqual([]);
      expect((await api.fetch(jobSid)).status).toBe(404);
      expect((await api.days()).body.days).toEqual([]);
      expect((await api.fetchDay('2024-03-02')).status).toBe(404);
    });
  });
});

describe('case 21: a second job over a day', () => {
  test('puts a newer file in the place of the old one, in the list and behind the link', () => {
    const clock = manualClock();
    return withSimulator({ clock }, async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01..2024-03-02');
      const oldLink = await api.linkTo('2024-03-01');
      const old = await download(await api.linkTo('2024-03-01'));
      clock.advance(90 * SECOND);
      await api.create('2024-03-01');
      const newLink = await api.linkTo('2024-03-01');
      expect(oldLink).toContain('created_time%3D20240310120000/');
      expect(newLink).toContain('created_time%3D20240310120130/');

      const file = await download(newLink);
      expect(recordsIn(file)).not.toEqual(recordsIn(old));
      expect(recordsIn(file).map(({ sid }) => sid)).toEqual(recordsIn(old).map(({ sid }) => sid));
      expect((await download(oldLink)).bytes.equals(old.bytes)).toBe(true);
      expect((await api.days()).body.days).toMatchObject([{ day: '2024-03-02' }, { day: '2024-03-01', size: file.bytes.length }]);
    });
  });

  test('leaves the old file when it fails', () => {
    const clock = manualClock();
    return withSimulator({ clock }, async (simulator) => {
      const api = apiClient(simulator);
      await api.create('2024-03-01');
      clock.advance(DAY);
      simulator.day('2024-03-01').failsForEver();
      await api.create('2024-03-01');
      expect(await api.linkTo('2024-03-01')).toContain('created_time%3D20240310120000/');
    });
  });
});
