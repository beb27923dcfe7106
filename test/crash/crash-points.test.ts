import { hold } from '../../simulator/faults/fault';
import { changeSettingsUpdate } from '../../src/contract/messages';
import { eventually } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { KILLS } from './support/kills';
import { withHarness, type Harness } from './support/harness';

jest.setTimeout(240_000);

const TWO_MONTHS = '--from 2024-03-01 --to 2024-04-30 --days-per-chunk 10 --open-jobs 3';

/** A moment in the life of an export, reached from outside: by a reply that is held, or by what is seen there. */
interface Place {
  readonly prepare?: (harness: Harness) => void;
  readonly reached: (harness: Harness, workflowId: string) => Promise<unknown>;
  readonly dynamicConfig?: Record<string, number>;
}

const HELD = 'the place';

function held(on: 'create' | 'list' | 'days', processed: 'first' | 'late', after = 0): Place {
  return {
    prepare: ({ simulator }) => {
      simulator.faults.plan({ on, after, does: hold(HELD, processed) });
    },
    reached: ({ simulator }) => simulator.faults.reached(HELD),
  };
}

function seen(what: (harness: Harness, workflowId: string) => Promise<boolean> | boolean): Place {
  return {
    reached: (harness, workflowId) =>
      eventually(
        () => what(harness, workflowId),
        (isSo) => isSo,
        30_000,
      ),
  };
}

const PLACES: Readonly<Record<string, Place>> = {
  'during the survey': held('days', 'first'),
  'once the quota granted days': seen(async (harness, workflowId) => {
    const quota = (await harness.client()).workflow.getHandle(workflowId.replace(/^export-(.*)-Messages.*$/, 'day-quota-$1'));
    const { events } = await quota.fetchHistory().catch(() => ({ events: [] }));
    return (events ?? []).some((event) => event.workflowExecutionUpdateCompletedEventAttributes);
  }),
  'before a create is processed': held('create', 'late', 1),
  'after a create, before its reply is read': held('create', 'first', 1),
  'after the reply to a create': seen(({ simulator }) =>
    simulator.requests().some(({ operation, status }) => operation === 'create' && status === 201),
  ),
  'during a poll': held('list', 'first', 3),
  'during an update': {
    reached: async (harness, workflowId) => {
      const handle = (await harness.client()).workflow.getHandle(workflowId);
      const id = { updateId: 'change' };
      await handle.startUpdate(changeSettingsUpdate, { args: [{ openJobs: 4 }], waitForStage: 'ACCEPTED', ...id });
    },
  },
  'during continue-as-new': {
    ...seen(async (harness, workflowId) => {
      const client = await harness.client();
      const { runId } = await client.workflow.getHandle(workflowId).describe();
      const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      return Boolean(events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId);
    }),
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 40 },
  },
};

describe.each(Object.entries(PLACES))('%s', (_place, { prepare, reached, dynamicConfig = {} }) => {
  test.each(Object.entries(KILLS))('%s: one job per chunk, and the export ends right', (_kill, kill) =>
    withHarness(
      async (harness) => {
        const { simulator } = harness;
        prepare?.(harness);
        const workflowId = await harness.begin(TWO_MONTHS);
        await reached(harness, workflowId);
        await kill(harness);

        const end = await harness.endOf(workflowId);
        expect(end).toMatchObject({ state: 'completed', days: { total: 61, exported: 61 }, requestedDays: 61 });
        expect(simulator.report()).toMatchObject({ requestedDays: 61, daysRequestedTwice: [], unfinishedDays: 0 });
        expect(new Set(simulator.submittedRanges()).size).toBe(7);
        expect(simulator.jobs()).toHaveLength(7);
      },
      { dynamicConfig },
    ),
  );
});
