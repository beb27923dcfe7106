import type { Store } from '../../../src/archive/stores/store';
import { findMissingDays, readFreshness } from '../../../src/archive/verify/freshness';
import { days } from '../../support/days';
import { HOUR } from '../../domain/support/instants';
import { KINDS, useArchivePlaces } from '../support/archive-places';

const NOTHING = { missing: [], isAhead: false };
/** 60 hours after the end of 3 March. */
const NOW = Date.parse('2024-03-06T12:00:00Z');

describe.each(KINDS)('the freshness of an archive in a place of the kind %s', (kind) => {
  const places = useArchivePlaces(kind);
  let store: Store;
  beforeEach(async () => {
    store = await places.newStore();
  });

  /** Files of days of March 2024, by the name of the file. */
  async function put(files: Readonly<Record<string, string>>, content = '{"enough":"to be a receipt"}'): Promise<void> {
    for (const [file, list] of Object.entries(files)) {
      for (const day of list.split(' ')) {
        await store.write(`Messages/day=2024-03-${day.padStart(2, '0')}/${file}`, [Buffer.from(content)]);
      }
    }
  }

  function read(nowMs = NOW) {
    return readFreshness(store, 'Messages', { nowMs, maxAgeMs: 60 * HOUR });
  }

  test('is that of the last day, as long as its end is not older than the limit', async () => {
    await put({ '_receipt.json': '1 2 3' });
    const whole = { resourceType: 'Messages', range: days('2024-03-01..2024-03-03'), newestWholeDay: '2024-03-03', ...NOTHING };
    expect(await read()).toEqual({ ...whole, ageMs: 60 * HOUR, isFresh: true });
    expect(await read(NOW + 1)).toEqual({ ...whole, ageMs: 60 * HOUR + 1, isFresh: false });
  });

  test('is that of the day before the first gap', async () => {
    await put({ '_receipt.json': '1 4 5', 'records.json.gz': '3' });
    expect(await read()).toMatchObject({
      range: days('2024-03-01..2024-03-05'),
      newestWholeDay: '2024-03-01',
      gap: days('2024-03-02..2024-03-03'),
      isFresh: false,
    });
  });

  test('names days that are recorded as missing; the newest whole day has a receipt', async () => {
    await put({ '_receipt.json': '1 3 6', '_missing.json': '2 3 4 7' });
    expect(await read()).toMatchObject({
      newestWholeDay: '2024-03-03',
      gap: days('2024-03-05'),
      missing: [days('2024-03-02'), days('2024-03-04')],
    });
  });

  test('does not count a delivery that did not finish, at either end, or a discarded receipt', async () => {
    await put({ '_receipt.json': '2 3', 'records.json.gz': '1 2 3 4' });
    await put({ '_receipt.json': '5' }, '{"discarded":true}\n');
    expect(await read()).toEqual({
      resourceType: 'Messages',
      range: days('2024-03-02..2024-03-03'),
      newestWholeDay: '2024-03-03',
      ageMs: 60 * HOUR,
      ...NOTHING,
      isFresh: true,
    });
  });

  test('is none for an empty archive', async () => {
    expect(await read()).toEqual({ resourceType: 'Messages', ...NOTHING, isFresh: false });
  });

  test('is none by a clock that is behind the last day', async () => {
    await put({ '_receipt.json': '5 6' });
    expect(await read()).toMatchObject({ newestWholeDay: '2024-03-06', isAhead: true, isFresh: false });
    expect(await read(Date.parse('2024-03-07'))).toMatchObject({ ageMs: 0, isAhead: false, isFresh: true });
  });

  test('reads no file, and checks a day by name that is listed without a receipt', async () => {
    await put({ '_receipt.json': '1 2 3', 'records.json.gz': '2' });
    const late: Store = {
      ...store,
      list: async function* (prefix, options) {
        for await (const file of store.list(prefix, options)) if (!file.name.endsWith('03-02/_receipt.json')) yield file;
      },
      read: () => Promise.reject(new Error('A file was read.')),
    };
    const found = await readFreshness(late, 'Messages', { nowMs: NOW, maxAgeMs: 60 * HOUR });
    expect(found).toMatchObject({ newestWholeDay: '2024-03-03', isFresh: true });
    expect(found.gap).toBeUndefined();
  });

  test('the days of a range without a receipt or a note are missing', async () => {
    await put({ '_receipt.json': '2 3 7', '_missing.json': '5', 'records.json.gz': '4' });
    expect(await findMissingDays(store, 'Messages', days('2024-03-01..2024-03-06'))).toEqual({
      newestDay: '2024-03-05',
      missing: [days('2024-03-01'), days('2024-03-04'), days('2024-03-06')],
    });
    const all = days('2024-03-01..2024-03-06');
    expect(await findMissingDays(store, 'Calls', all)).toEqual({ newestDay: undefined, missing: [all] });
  });
});
