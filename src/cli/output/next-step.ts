import type { ExportState } from '../../client/exports/export-state';
import { nextAction, type NextAction } from '../../domain/describe/advice';

/** The next action for an export, as on its page in the Temporal UI; undefined when there is none beside `status`. */
export function nextStepOf({ workflowId, account = '', ...exported }: ExportState): NextAction | undefined {
  const { state, progress, outcome, options } = exported;
  if (!outcome) return state === 'running' || state === 'cancelled' ? progress?.next : undefined;
  const { resourceType, uncovered } = outcome;
  const advised = { workflowId, account, resourceType, archive: options?.archive, uncovered };
  const action = nextAction({ ...outcome, jobs: [] }, { step: 'rest' }, advised);
  return action?.command[0] === 'status' ? undefined : action;
}
