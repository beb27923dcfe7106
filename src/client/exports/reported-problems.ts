import type { WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Set by Temporal when a workflow task has failed five times in a row, and removed when one succeeds. */
const REPORTED = defineSearchAttributeKey('TemporalReportedProblems', SearchAttributeType.KEYWORD_LIST);

const NONDETERMINISM = 'cause=WorkflowTaskFailedCauseNonDeterministicError';

/** The problem of a stuck workflow, as listed by Temporal; undefined on older servers. */
export function reportedProblem({
  typedSearchAttributes,
}: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>): string | undefined {
  const reported = typedSearchAttributes.get(REPORTED);
  if (!reported || reported.length === 0) return undefined;
  return reported.includes(NONDETERMINISM) ? 'cannot be replayed' : 'workflow task fails';
}
