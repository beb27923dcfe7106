import type { View } from '../../simulator/wire/view';
import { withSimulator } from '../support/with-simulator';
import { apiClient, type StatusGroup } from './api-client';
import { DAY, manualClock, MINUTE } from './manual-clock';

const LISTED: StatusGroup[] = [
  { status: 'Completed', count: 2, days: ['2024-03-01', '2024-03-03'] },
  { status: 'Failed', count: 1, days: ['2024-03-02'] },
];

test.each<[string, Partial<View>, StatusGroup[] | null, StatusGroup[] | null]>([
  ['nothing changed', {}, LISTED, LISTED],
  ['no details', { details: 'null' }, null, null],
  ['no days in the list', { daysInList: 'null' }, LISTED.map((group) => ({ ...group, days: null })), LISTED],
  ['no days in a fetch', { daysInFetch: 'null' }, LISTED, LISTED.map((group) => ({ ...group, days: null }))],
  [
    'days left out of the list',
    { daysInList: 'partial' },
    [
      { status: 'Completed', count: 2, days: ['2024-03-01'] },
      { status: 'Failed', count: 1, days: [] },
    ],
    LISTED,
  ],
  [
    'lower case, reversed, and miscounted',
    { statusCase: 'lower', groupOrder: 'reversed', countOffset: 1 },
    [
      { status: 'failed', count: 2, days: ['2024-03-02'] },
      { status: 'completed', count: 3, days: ['2024-03-01', '2024-03-03'] },
    ],
    [
      { status: 'failed', count: 2, days: ['2024-03-02'] },
      { status: 'completed', count: 3, days: ['2024-03-01', '2024-03-03'] },
    ],
  ],
])('details with %s', (_name, view, inList, inFetch) =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-02').failsForEver();
    const api = apiClient(simulator);
    const { job_sid: jobSid } = (await api.create('2024-03-01..2024-03-03')).body;
    simulator.setView(view);
    expect((await api.list()).body.jobs[0]?.details).toEqual(inList);
    expect((await api.fetch(jobSid)).body.details).toEqual(inFetch);
  }),
);

test('a create can tell of its days at once', () =>
  withSimulator({ view: { detailsOnCreate: 'filled' } }, async (simulator) => {
    simulator.day('2024-03-01').reports('Running');
    const { body } = await apiClient(simulator).create('2024-03-01');
    expect(body.details).toEqual([{ status: 'Submitted', count: 1, days: ['2024-03-01'] }]);
  }));

test('without estimates, an unfinished job tells neither its position nor its end', () =>
  withSimulator({ view: { estimates: false } }, async (simulator) => {
    const { body } = await apiClient(simulator).create('2024-03-01');
    expect([body.job_queue_position, body.estimated_completion_time]).toEqual([null, null]);
  }));

test('a job that is over can go on to tell its position and its end', () =>
  withSimulator({ clock: manualClock(), view: { estimatesAtEnd: 'kept' } }, async (simulator) => {
    const api = apiClient(simulator);
    const { body } = await api.create('2024-03-01');
    const over = (await api.fetch(body.job_sid)).body;
    expect([over.job_queue_position, over.estimated_completion_time]).toEqual(['1', '2024-03-10T12:00:00.000']);
  }));

test('a day that was exported twice can be in the day list twice', () => {
  const clock = manualClock();
  return withSimulator({ clock, view: { dayEntries: 'perExport' } }, async (simulator) => {
    const api = apiClient(simulator);
    await api.create('2024-03-01');
    clock.advance(DAY);
    await api.create('2024-03-01');
    expect((await api.days()).body.days).toMatchObject([
      { day: '2024-03-01', create_date: '2024-03-10' },
      { day: '2024-03-01', create_date: '2024-03-11' },
    ]);
  });
});

test('the list reads newest first or oldest first', () =>
  withSimulator(async (simulator) => {
    const api = apiClient(simulator);
    await api.create('2024-03-01');
    await api.create('2024-03-02');
    const created = simulator.jobs().map(({ jobSid }) => jobSid);
    const listed = async (): Promise<string[]> => (await api.list()).body.jobs.map((job) => job.job_sid);
    expect(await listed()).toEqual([...created].reverse());
    simulator.setView({ listOrder: 'oldestFirst' });
    expect(await listed()).toEqual(created);
  }));

test('a new job can be missing from the list for a while, although a fetch knows it', () => {
  const clock = manualClock();
  return withSimulator({ clock, view: { newJobsVisibleAfterMs: MINUTE } }, async (simulator) => {
    const api = apiClient(simulator);
    const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
    expect((await api.list()).body.jobs).toEqual([]);
    expect((await api.fetch(jobSid)).status).toBe(200);
    clock.advance(MINUTE);
    expect((await api.list()).body.jobs).toHaveLength(1);
  });
});

test('a hidden job is missing from the list, although a fetch knows it', () =>
  withSimulator(async (simulator) => {
    const api = apiClient(simulator);
    const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
    simulator.setView({ hiddenJobs: new Set([jobSid]) });
    expect((await api.list()).body.jobs).toEqual([]);
    expect((await api.fetch(jobSid)).status).toBe(200);
  }));

test('the day list can leave out empty days, and the resource type', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-02').isEmpty();
    const api = apiClient(simulator);
    await api.create('2024-03-01..2024-03-02');
    expect((await api.days()).body.days).toMatchObject([{ day: '2024-03-01' }, { day: '2024-03-02', size: 20 }]);
    simulator.setView({ emptyDays: 'absent', resourceTypeInDays: 'null' });
    expect((await api.days()).body.days).toMatchObject([{ day: '2024-03-01', resource_type: null }]);
  }));
