import { decideQuery, type QueryFacts } from '../../../src/domain/describe/query-decision';

/** A follower that has its answer, and looked again long enough ago. */
const ANSWERED: QueryFacts = { history: 'run 9', answeredHistory: 'run 9', checkedMs: 0, nowMs: 3000 };
const GROWN: QueryFacts = { ...ANSWERED, history: 'run 12' };
const NEXT_RUN: QueryFacts = { ...ANSWERED, history: 'next 9' };

test.each<[string, QueryFacts, ReturnType<typeof decideQuery>]>([
  ['the first look queries at once', { history: 'run 5', nowMs: 0 }, 'query'],
  ['a history that has grown is queried', GROWN, 'query'],
  ['but not within three seconds', { ...GROWN, nowMs: 2999 }, 'keep'],
  ['so is the next run, whatever its length', NEXT_RUN, 'query'],
  ['the same history is never queried again', ANSWERED, 'findWorker'],
  ['not even days later', { ...ANSWERED, nowMs: 1e9 }, 'findWorker'],
  ['an unanswered query is sent again', { ...GROWN, answeredHistory: undefined }, 'query'],
  ['a task of a moment ago is waited for', { ...GROWN, task: { attempt: 1, pendingMs: 1999 } }, 'keep'],
  ['also at the first look', { history: 'run 2', nowMs: 0, task: { attempt: 1, pendingMs: 0 } }, 'keep'],
  ['a task that nobody takes', { ...GROWN, task: { attempt: 1, pendingMs: 2000 } }, 'findWorker'],
  ['a task that is retried', { ...GROWN, task: { attempt: 2, pendingMs: 0 } }, 'findFailure'],
  ['also that not all the time', { ...GROWN, nowMs: 1, task: { attempt: 2, pendingMs: 0 } }, 'keep'],
])('%s', (_name, facts, decision) => {
  expect(decideQuery(facts)).toBe(decision);
});
