import type { WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Set by Temporal itself when a workflow task failed five times in a row, and removed when one succeeds. */
const REPORTED = defineSearchAttributeKey('TemporalReportedProblems', SearchAttributeType.KEYWORD_LIST);

const NONDETERMINISM = 'cause=WorkflowTaskFailedCauseNonDeterministicError';

/** What Temporal's list tells of a workflow that does not continue. Older servers do not set it. */
export function reportedProblem({
  typedSearchAttributes,
}: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>): string | undefined {
  const reported = typedSearchAttributes.get(REPORTED);
  if (!reported || reported.length === 0) return undefined;
  return reported.includes(NONDETERMINISM) ? 'cannot be replayed' : 'its workflow task fails';
}
