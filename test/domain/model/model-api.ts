import { BulkExportApiError } from '../../../src/bulk-export/api-error';
import type { Answer, BulkExportApi } from '../../../src/bulk-export/port';
import { SECOND } from '../support/instants';
import type { Environment, Outcome } from './environment';

/** Waits for the next step, which does not come before an instant. */
export type NextStep = (dueMs: number) => Promise<Outcome>;

/** The next step may come at once. */
export const NOW = 0;

/** A worker that needs longer from a look to its create is taken for dead. */
const ALIVE_MS = 10 * SECOND;

/** What an attempt throws that goes no further: Temporal has given its activity to another worker. */
export class WorkerLost extends Error {}

/**
 * The API as one attempt sees it: each call is a step. For an export that wants every day fresh, nothing it requests is needless.
 */
export function modelApi({ twilio }: Environment, nextStep: NextStep, isFresh: boolean): BulkExportApi {
  let look = { atMs: -Infinity, knownUntilMs: -Infinity };
  const answer = <T>(value: T): Answer<T> => ({ value, nowMs: Math.floor(twilio.nowMs / SECOND) * SECOND });
  const notPlayed = () => Promise.reject(new Error('No file is fetched in a play.'));
  return {
    accountSid: 'AC1',
    origin: 'https://twilio.model',

    listJobs: async (resourceType, { maxAgeMs = 0 } = {}) => {
      const { view } = await nextStep(NOW);
      const ageMs = Math.min(view.ageMs, maxAgeMs);
      look = { atMs: twilio.nowMs, knownUntilMs: twilio.nowMs - ageMs - view.behindMs };
      const { value, nowMs } = twilio.list(resourceType, { ...view, ageMs });
      return { value, nowMs: nowMs + ageMs };
    },

    createJob: async (request) => {
      const { create, delayMs } = await nextStep(NOW);
      if (twilio.nowMs > look.atMs + ALIVE_MS) throw new WorkerLost();
      const asked = isFresh ? request : { ...request, knownUntilMs: look.knownUntilMs };
      if (create === 'answerLost') twilio.createLater(asked, delayMs);
      if (create !== 'answered') throw unanswered();
      const created = twilio.create(asked);
      if ('jobSid' in created) return answer(created);
      const { message, httpStatus } = created;
      const { nowMs } = answer(undefined);
      throw new BulkExportApiError(message, { kind: 'refused', mayHaveBeenProcessed: false, httpStatus, nowMs });
    },

    fetchJob: async (jobSid) => {
      await nextStep(NOW);
      return answer(twilio.fetch(jobSid));
    },

    deleteJob: async (jobSid) => {
      await nextStep(NOW);
      twilio.delete(jobSid);
      return true;
    },

    listDays: async (resourceType) => {
      await nextStep(NOW);
      return answer(twilio.files(resourceType));
    },

    /** No link tells the account. */
    linkDay: async () => {
      await nextStep(NOW);
      return answer(undefined);
    },
    openFile: notPlayed,
  };
}

function unanswered(): BulkExportApiError {
  return new BulkExportApiError('The connection was lost.', { kind: 'unavailable', mayHaveBeenProcessed: true });
}
