import { temporalTest as test } from '../support/temporal-test';
import { EARLY_QUERY } from '../../src/workflows/refuse-early-events';
import { useSceneBench } from './support/scene-bench';

const run = useSceneBench();

describe('a query after kill -9 makes the SDK give one by one what a replay gives at once', () => {
  test('lanes that depend on the grouping do not replay', async () => {
    const { live, replay } = await run('plain', { workflowType: 'twoLanes', second: 'activity' });

    expect(live).toMatchObject([
      { jobs: ['activity 1'], commands: ['afterFirst'], isEarly: true },
      { jobs: ['activity 2'], commands: ['afterSecond'], isEarly: false },
    ]);
    expect(replay.last).toMatchObject({ jobs: ['activity 1', 'activity 2'], commands: ['afterSecond', 'afterFirst'] });
    expect(replay.error?.message).toContain('[TMPRL1100] Nondeterminism error');
  });

  test.each([
    ['activity', 'activity 2'],
    ['cancellation', 'cancellation'],
  ] as const)('one inbox replays when the second arrival is: %s', async (second, job) => {
    const { live, replay } = await run('plain', { workflowType: 'oneInbox', second });

    expect(live.map(({ jobs }) => jobs)).toEqual([['activity 1'], [job]]);
    expect(replay.last).toMatchObject({ jobs: ['activity 1', job], commands: ['afterFirst', 'afterSecond'] });
    expect(replay.error).toBeUndefined();
  });

  test.each(['signal', 'update'] as const)(
    'in a replay it comes before what it came after, which no inbox can mend: %s',
    async (second) => {
      const { live, replay } = await run('plain', { workflowType: 'oneInbox', second });

      expect(live).toMatchObject([
        { jobs: ['activity 1'], commands: ['afterFirst'], isEarly: true },
        { jobs: [second], commands: ['afterSecond'], isEarly: false },
      ]);
      expect(replay.last).toMatchObject({ jobs: [second, 'activity 1'], commands: ['afterSecond', 'afterFirst'] });
      expect(replay.error?.message).toContain('[TMPRL1100] Nondeterminism error');
    },
  );
});

describe('events refused until a workflow task has started', () => {
  test.each([
    { workflowType: 'twoLanes', second: 'activity' },
    { workflowType: 'oneInbox', second: 'activity' },
    { workflowType: 'oneInbox', second: 'cancellation' },
    { workflowType: 'oneInbox', second: 'signal' },
    { workflowType: 'oneInbox', second: 'update' },
  ] as const)('$workflowType, with $second as the second arrival, replays', async (what) => {
    const { answer, live, failedTasks, replay } = await run('refusing', what);

    expect(answer).toContain(EARLY_QUERY);
    expect(live[0]).toMatchObject({ jobs: ['activity 1'], commands: [], isEarly: true });
    expect(live[1]?.commands).toHaveLength(2);
    expect(failedTasks).toBe(0);
    expect(replay.last?.commands).toEqual(live[1]?.commands);
    expect(replay.error).toBeUndefined();
  });
});
