import type { RunHistory } from '../../../tools/histories/read-histories';
import { rowsBelow } from '../../docs/support/pages';
import type { TlsFrontend } from '../../support/tls-frontend';

type HistoryEvent = NonNullable<RunHistory['history']['events']>[number];

/** Actions by kind, without the kinds that have none. */
export type Actions = Readonly<Record<string, number>>;

/** The columns of the page, each with the Actions of an event in a history (https://docs.temporal.io/cloud/actions). */
const KINDS: Readonly<Record<string, (event: HistoryEvent) => number>> = {
  starts: ({ workflowExecutionStartedEventAttributes: started }) =>
    started ? 1 + (started.searchAttributes?.indexedFields?.['TemporalScheduledById'] ? 2 : 0) : 0,
  activities: ({ activityTaskScheduledEventAttributes: scheduled }) => (scheduled ? 1 : 0),
  retries: ({ activityTaskStartedEventAttributes: started }) => (started ? (started.attempt ?? 1) - 1 : 0),
  timers: ({ timerStartedEventAttributes: timer }) => (timer ? 1 : 0),
  updates: ({ workflowExecutionUpdateAcceptedEventAttributes: update }) => (update ? 1 : 0),
  'search attributes': ({ upsertWorkflowSearchAttributesEventAttributes: upsert }) => (upsert ? 1 : 0),
};

/** Events that cost Actions and that no export has. */
const UNKNOWN = ['workflowExecutionSignaledEvent', 'startChildWorkflowExecutionInitiatedEvent', 'nexusOperationScheduledEvent'];

/** The Actions of some histories, with the heartbeats among the calls that reached a server. */
export function countActions(histories: readonly RunHistory[], calls: TlsFrontend['calls'] = []): Actions {
  const events = histories.flatMap(({ history }) => history.events ?? []);
  const unknown = events.flatMap((event) => Object.keys(event)).filter((name) => UNKNOWN.some((kind) => name.startsWith(kind)));
  if (unknown.length > 0) throw new Error(`Events without a count: ${unknown.join(', ')}`);
  const actions = {
    ...Object.fromEntries(
      Object.entries(KINDS).map(([kind, actionsOf]) => [kind, events.reduce((sum, event) => sum + actionsOf(event), 0)]),
    ),
    heartbeats: calls.filter(({ method }) => method === 'RecordActivityTaskHeartbeat').length,
  };
  return withoutZeros(Object.entries(actions));
}

/** What was counted after some work, less what was counted before it. */
export function actionsBetween(before: Actions, after: Actions): Actions {
  return withoutZeros(Object.entries(after).map(([kind, count]) => [kind, count - (before[kind] ?? 0)]));
}

function withoutZeros(actions: readonly (readonly [kind: string, count: number])[]): Actions {
  return Object.fromEntries(actions.filter(([, count]) => count !== 0));
}

/** A row of a table of the page, whose last column has the sum of the others. */
export function documentedActions(situation: string): Actions {
  const row = rowsBelow('docs/temporal-cloud.md', '## Actions').find(([first]) => first === situation) ?? [];
  const [sum, ...cells] = row.slice(1).map(Number).reverse();
  const kinds = [...Object.keys(KINDS), 'heartbeats'];
  expect([cells.length, sum]).toEqual([kinds.length, cells.reduce((total, cell) => total + cell, 0)]);
  return withoutZeros(kinds.map((kind, index) => [kind, cells.toReversed()[index] ?? 0]));
}

/** Compare counts that vary from run to run, by polls with jitter or requests that travel together. */
export function expectAbout(measured: Actions, documented: Actions, tolerance: number): void {
  for (const kind of Object.keys({ ...measured, ...documented })) {
    expect(Math.abs((measured[kind] ?? 0) - (documented[kind] ?? 0))).toBeLessThanOrEqual(tolerance);
  }
}
