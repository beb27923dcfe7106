import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { answer, corrupt, hang, notJson, trailing, trickle, truncate, type FaultEffect } from '../../simulator/faults/fault';
import { createArchive } from '../../src/archive/create-archive';
import type { Archive } from '../../src/archive/port';
import type { Store } from '../../src/archive/stores/store';
import type { Day } from '../../src/domain/days/day-range';
import { days } from '../support/days';
import { withSimulator } from '../support/with-simulator';
import { KINDS, useArchivePlaces } from './support/archive-places';
import {
  FETCHED_AT_MS,
  apiOf,
  archiveIn,
  bytesOf,
  deliver,
  deliverAll,
  exportDays,
  jsonOf,
  namesIn,
  overtakenArchive,
  surveyOf,
} from './support/deliveries';

const DAY = '2024-03-01' as Day;
const MESSAGES = { resourceType: 'Messages', day: DAY } as const;
const FOLDER = 'Messages/day=2024-03-01';
const FACTS = { fetchedAtMs: FETCHED_AT_MS };

describe.each(KINDS)('an archive in a place of the kind %s', (kind) => {
  const places = useArchivePlaces(kind);
  let store: Store;
  let archive: Archive;
  beforeEach(async () => {
    store = await places.newStore();
    archive = archiveIn(store);
  });

  test('has of a delivered day the file as Twilio sent it, and a receipt that says so', () =>
    withSimulator({ clock: () => Date.UTC(2024, 2, 10, 12, 0, 5) }, async (simulator) => {
      const jobSid = await exportDays(simulator, DAY);
      const receipt = await deliver(simulator, archive, DAY, { jobSid });

      expect(await namesIn(store)).toEqual([`${FOLDER}/_receipt.json`, `${FOLDER}/records.json.gz`]);
      const file = await bytesOf(store, `${FOLDER}/records.json.gz`);
      expect(await jsonOf(store, `${FOLDER}/_receipt.json`)).toEqual(receipt);
      expect(receipt).toEqual({
        formatVersion: 1,
        toolVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
        accountSid: SIMULATED_ACCOUNT.accountSid,
        resourceType: 'Messages',
        day: DAY,
        records: gunzipSync(file).toString().trim().split('\n').length,
        bytes: file.length,
        sha256: createHash('sha256').update(file).digest('hex'),
        jobSid,
        createdTime: '2024-03-10T12:00:05.000Z',
        accountChecked: true,
        fetchedAt: '2024-04-01T12:00:00.000Z',
      });
    }));

  test.each<[string, FaultEffect]>([
    ['is truncated', truncate(100)],
    ['is truncated neatly', truncate(100, 'neat')],
    ['is corrupt', corrupt()],
    ['has trailing bytes', trailing()],
    ['is a page of HTML', notJson()],
    ['does not go on', trickle({ bytes: 100, everyMs: 2_000 })],
    ['does not come in time', hang(2_000)],
    ['is answered with a redirect', answer({ status: 302, headers: { Location: 'http://127.0.0.1:9/' } })],
    ['is answered with 503', answer({ status: 503 })],
    ['is answered with 403', answer({ status: 403 })],
  ])('is as it was when a file %s, and the next try delivers it', (_name, does) =>
    withSimulator(async (simulator) => {
      const api = apiOf(simulator, 300);
      await exportDays(simulator, DAY);
      simulator.faults.plan({ on: 'file', does });
      await expect(deliver(simulator, archive, DAY, { api })).rejects.toThrow(/2024-03-01/);
      expect(await namesIn(store)).toEqual([]);
      expect(await surveyOf(archive, DAY)).toEqual({});

      const receipt = await deliver(simulator, archive, DAY, { api });
      expect(await surveyOf(archive, DAY)).toEqual({ [DAY]: receipt.records });
    }),
  );

  test('keeps the day it has when a file that is to replace it is not whole', () =>
    withSimulator(async (simulator) => {
      const [receipt] = await deliverAll(simulator, archive, DAY);
      const before = await bytesOf(store, `${FOLDER}/records.json.gz`);
      simulator.day(DAY).hasRecords(3);
      await exportDays(simulator, DAY);
      simulator.faults.plan({ on: 'file', does: corrupt() });
      await expect(deliver(simulator, archive, DAY)).rejects.toMatchObject({ kind: 'corrupt' });
      expect(await surveyOf(archive, DAY)).toEqual({ [DAY]: receipt!.records });
      expect((await bytesOf(store, `${FOLDER}/records.json.gz`)).equals(before)).toBe(true);
    }));

  test('has the newest of two deliveries of a day, with its receipt', () =>
    withSimulator(async (simulator) => {
      await deliverAll(simulator, archive, DAY);
      simulator.day(DAY).hasRecords(3);
      const jobSid = await exportDays(simulator, DAY);
      const receipt = await deliver(simulator, archive, DAY, { jobSid });
      expect(receipt.records).toBe(3);
      expect(await jsonOf(store, `${FOLDER}/_receipt.json`)).toEqual(receipt);
      expect(await namesIn(store)).toEqual([`${FOLDER}/_receipt.json`, `${FOLDER}/records.json.gz`]);
    }));

  test('never has a receipt beside a file that it does not speak of, while a day is replaced', () =>
    withSimulator(async (simulator) => {
      const states: [receipt: boolean, file: string | undefined][] = [];
      const sizes: Record<string, number> = {};
      const watching: Store = {
        ...store,
        write: async (name, bytes, options) => {
          const tag = await store.write(name, bytes, options);
          await look();
          return tag;
        },
        remove: async (name, options) => {
          await store.remove(name, options);
          await look();
        },
      };
      const look = async () => {
        const names: string[] = [];
        for await (const { name, bytes } of store.list('')) {
          names.push(name);
          sizes[name] = bytes;
        }
        const told = names.includes(`${FOLDER}/_receipt.json`)
          ? (await jsonOf(store, `${FOLDER}/_receipt.json`))['bytes']
          : undefined;
        const size = names.includes(`${FOLDER}/records.json.gz`) ? sizes[`${FOLDER}/records.json.gz`] : 0;
        states.push([told !== undefined, size === told ? 'its own' : 'another']);
      };
      const watched = archiveIn(watching);
      await deliverAll(simulator, watched, DAY);
      simulator.day(DAY).hasRecords(3);
      await deliverAll(simulator, watched, DAY);
      simulator.day(DAY).isEmpty();
      await deliverAll(simulator, watched, DAY);

      expect(states.length).toBeGreaterThan(7);
      expect(states.filter(([hasReceipt, file]) => hasReceipt && file !== 'its own')).toEqual([]);
    }));

  test('notices when somebody else writes the same day at the same time', () =>
    withSimulator(async (simulator) => {
      await exportDays(simulator, DAY);
      await expect(deliver(simulator, overtakenArchive(simulator, store, DAY), DAY)).rejects.toMatchObject({ kind: 'conflict' });
      expect(await surveyOf(archive, DAY)).toEqual({});
      await deliver(simulator, archive, DAY);
      expect(await surveyOf(archive, DAY)).toEqual({ [DAY]: 3 });
    }));

  describe('has of a day without records a receipt and no file,', () => {
    test.each(['gzipOfNothing', 'zeroBytes'] as const)('when its file is %s', (emptyDays) =>
      withSimulator({ view: { emptyDays } }, async (simulator) => {
        simulator.day(DAY).isEmpty();
        await deliverAll(simulator, archive, DAY);
        const receipt = await jsonOf(store, `${FOLDER}/_receipt.json`);
        expect(receipt).toMatchObject({ records: 0, bytes: 0, jobSid: simulator.jobs()[0]!.jobSid });
        expect(receipt).toHaveProperty('createdTime');
        expect(receipt).not.toHaveProperty('sha256');
        expect(await namesIn(store)).toEqual([`${FOLDER}/_receipt.json`]);
        expect(await surveyOf(archive, DAY)).toEqual({ [DAY]: 0 });
      }),
    );

    test('when it has none', async () => {
      await archive.deliverEmpty(MESSAGES, FACTS);
      expect(await namesIn(store)).toEqual([`${FOLDER}/_receipt.json`]);
      expect(await surveyOf(archive, DAY)).toEqual({ [DAY]: 0 });
    });

    test('also when it had records before, and the other way round', () =>
      withSimulator(async (simulator) => {
        await deliverAll(simulator, archive, DAY);
        await archive.deliverEmpty(MESSAGES, FACTS);
        expect(await namesIn(store)).toEqual([`${FOLDER}/_receipt.json`]);
        const { records } = await deliver(simulator, archive, DAY);
        expect(await surveyOf(archive, DAY)).toEqual({ [DAY]: records });
      }));
  });

  test('compares the size that the day list tells', () =>
    withSimulator(async (simulator) => {
      await exportDays(simulator, DAY);
      const { value: listed } = await apiOf(simulator).listDays('Messages');
      await expect(deliver(simulator, archive, DAY, { listedBytes: 5 })).rejects.toMatchObject({ kind: 'otherSize' });
      const { bytes } = await deliver(simulator, archive, DAY, { listedBytes: listed[0]!.size });
      expect(bytes).toBe(listed[0]!.size);
    }));

  test('tells at once whether it can be written, and leaves nothing', async () => {
    await archive.probe();
    expect(await namesIn(store)).toEqual([]);
  });

  test('tells of a day that was given up why, until it is delivered after all', () =>
    withSimulator(async (simulator) => {
      const nextTryAtMs = FETCHED_AT_MS + 86_400_000;
      const note = { reason: 'exhausted', attempts: 3, notedAtMs: FETCHED_AT_MS };
      await archive.recordMissing(MESSAGES, { ...note, nextTryAtMs });
      expect(await namesIn(store)).toEqual([`${FOLDER}/_missing.json`]);
      for await (const { receipt, missing } of archive.survey('Messages', days(DAY))) {
        expect(receipt).toBeUndefined();
        expect(missing).toMatchObject({
          day: DAY,
          reason: 'exhausted',
          attempts: 3,
          nextTryAt: '2024-04-02T12:00:00.000Z',
          notedAt: '2024-04-01T12:00:00.000Z',
        });
      }
      await archive.recordMissing(MESSAGES, { ...note, attempts: 4 });
      expect(await jsonOf(store, `${FOLDER}/_missing.json`)).not.toHaveProperty('nextTryAt');

      const [receipt] = await deliverAll(simulator, archive, DAY);
      expect(await surveyOf(archive, DAY)).toEqual({ [DAY]: receipt!.records });
      expect(await namesIn(store)).not.toContain(`${FOLDER}/_missing.json`);
    }));

  test('surveys a range in order, and nothing beyond it', () =>
    withSimulator(async (simulator) => {
      for (const day of ['2024-02-28', '2024-03-01', '2024-03-02', '2024-03-04']) simulator.day(day).hasRecords(7);
      await deliverAll(simulator, archive, '2024-02-28');
      await deliverAll(simulator, archive, '2024-03-01..2024-03-02');
      await deliverAll(simulator, archive, '2024-03-04');
      await archive.recordMissing({ ...MESSAGES, day: '2024-03-03' as Day }, { reason: 'refused', attempts: 1, notedAtMs: 0 });
      await archive.deliverEmpty({ resourceType: 'Calls', day: DAY }, FACTS);
      expect(Object.entries(await surveyOf(archive, '2024-02-29..2024-03-03'))).toEqual([
        ['2024-03-01', 7],
        ['2024-03-02', 7],
        ['2024-03-03', 'refused'],
      ]);
    }));

  test.each([
    ['is no JSON', 'half a rec'],
    ['is cut to nothing', ''],
    ['is of another day', JSON.stringify({ day: '2024-03-02' })],
    ['says another size', JSON.stringify({ bytes: 4 })],
    ['has no hash', JSON.stringify({ sha256: null })],
  ])('takes a day whose receipt %s for not delivered', (_name, change) =>
    withSimulator(async (simulator) => {
      const [receipt] = await deliverAll(simulator, archive, DAY);
      const changed = change.startsWith('{') ? { ...receipt, ...(JSON.parse(change) as object) } : change;
      const text = typeof changed === 'string' ? changed : JSON.stringify(changed);
      await store.write(`${FOLDER}/_receipt.json`, [Buffer.from(text)]);
      expect(await surveyOf(archive, DAY)).toEqual({});
    }),
  );

  test('takes a day whose file is gone for not delivered', () =>
    withSimulator(async (simulator) => {
      await deliverAll(simulator, archive, DAY);
      await store.remove(`${FOLDER}/records.json.gz`);
      expect(await surveyOf(archive, DAY)).toEqual({});
    }));

  test.each([
    ['of a newer Dayhaul', { formatVersion: 2 }, /written by a newer version of Dayhaul \(format 2;/],
    ['of another account', { accountSid: 'AC1' }, /belongs to account AC1, .* a separate archive/],
  ])('does not touch what is %s', async (_name, change, message) => {
    const receipt = await archive.deliverEmpty(MESSAGES, FACTS);
    await store.write(`${FOLDER}/_receipt.json`, [Buffer.from(JSON.stringify({ ...receipt, ...change }))]);
    await expect(surveyOf(archive, DAY)).rejects.toMatchObject({
      kind: 'foreign',
      message: expect.stringMatching(message) as string,
    });
  });

  test('is an archive of one account', async () => {
    await archive.deliverEmpty(MESSAGES, FACTS);
    await expect(surveyOf(createArchive(store, 'AC2'), DAY)).rejects.toMatchObject({ kind: 'foreign' });
  });

  test('has no day of another account, of whichever range and type', async () => {
    await archive.deliverEmpty(MESSAGES, FACTS);
    const others = createArchive(store, 'AC2');
    const before = await namesIn(store);
    const calls = { resourceType: 'Calls', day: '2020-01-01' as Day } as const;
    const missing = { reason: 'exhausted', attempts: 3, notedAtMs: FETCHED_AT_MS };
    await expect(others.probe()).rejects.toMatchObject({ kind: 'foreign' });
    await expect(others.deliverEmpty(calls, FACTS)).rejects.toThrow(/belongs to account AC0123.*, not to AC2/);
    await expect(others.recordMissing(calls, missing)).rejects.toMatchObject({ kind: 'foreign' });
    expect(await namesIn(store)).toEqual(before);
  });

  test('has days of one account at most when two accounts begin it at the same time', async () => {
    const calls = { resourceType: 'Calls', day: '2020-01-01' as Day } as const;
    await Promise.allSettled([archive.deliverEmpty(MESSAGES, FACTS), createArchive(store, 'AC2').deliverEmpty(calls, FACTS)]);
    const receipts = (await namesIn(store)).filter((name) => name.endsWith('_receipt.json'));
    const owners = await Promise.all(receipts.map(async (name) => (await jsonOf(store, name))['accountSid']));
    expect(new Set(owners).size).toBeLessThanOrEqual(1);
  });

  test('has a report of each export', () =>
    withSimulator(async (simulator) => {
      simulator.day('2024-03-02').isEmpty();
      const receipts = await deliverAll(simulator, archive, '2024-03-01..2024-03-03');
      const id = 'export-default-Messages-2024-03-01..2024-03-04';
      await archive.report(id, {
        resourceType: 'Messages',
        range: days('2024-03-01..2024-03-04'),
        missing: [{ range: days('2024-03-04'), reason: 'exhausted' }],
        endedAtMs: FETCHED_AT_MS,
      });
      const sum = (of: 'records' | 'bytes') => receipts.reduce((total, receipt) => total + receipt[of], 0);
      expect(await jsonOf(store, `_exports/${id}.json`)).toEqual({
        formatVersion: 1,
        toolVersion: receipts[0]!.toolVersion,
        accountSid: SIMULATED_ACCOUNT.accountSid,
        resourceType: 'Messages',
        startDay: '2024-03-01',
        endDay: '2024-03-04',
        endedAt: '2024-04-01T12:00:00.000Z',
        delivered: 3,
        empty: 1,
        records: sum('records'),
        bytes: sum('bytes'),
        missing: [{ startDay: '2024-03-04', endDay: '2024-03-04', reason: 'exhausted' }],
        days: receipts.map(({ day, records, bytes, sha256 }) => ({ day, records, bytes, ...(sha256 && { sha256 }) })),
      });
    }));

  test.each(['../../etc/passwd', '.hidden', 'a/b', '', 'a\0b'])('refuses the export id %j as a file name', async (id) => {
    const end = { resourceType: 'Messages', range: days(DAY), missing: [], endedAtMs: 0 } as const;
    await expect(archive.report(id, end)).rejects.toThrow(RangeError);
  });

  test.each([
    ['a resource type', { resourceType: '../Calls' as 'Calls', day: DAY }],
    ['a day', { resourceType: 'Calls' as const, day: '../x' as Day }],
  ])('refuses %s that would change the path', async (_name, ofDay) => {
    await expect(archive.deliverEmpty(ofDay, FACTS)).rejects.toThrow(RangeError);
    expect(await namesIn(store)).toEqual([]);
  });

  test('ends a delivery with the reason of the signal, and leaves nothing of it', () =>
    withSimulator(async (simulator) => {
      const controller = new AbortController();
      const reason = new Error('the activity was cancelled');
      simulator.day(DAY).hasRecords(20_000);
      await exportDays(simulator, DAY);
      const api = apiOf(simulator);
      const { value: link } = await api.linkDay('Messages', DAY);
      const file = await api.openFile(link!, controller);
      async function* abortingOnTheWay() {
        let chunks = 0;
        for await (const chunk of file.bytes) {
          if (++chunks === 3) controller.abort(reason);
          yield chunk;
        }
      }
      const arriving = { ...file, bytes: abortingOnTheWay() };
      await expect(archive.deliver(MESSAGES, arriving, FACTS, controller)).rejects.toBe(reason);
      expect(await namesIn(store)).toEqual([]);
    }));
});
