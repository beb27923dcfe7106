import { upsertSearchAttributes } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes';
import type { Labels } from '../../domain/describe/labels';

/** Put labels where Temporal's list of workflows finds them; the namespace must know the search attributes. */
export function labelExport({ resourceType, phase, days, finalDays, missingDays }: Labels): void {
  upsertSearchAttributes([
    { key: keyOf('DayhaulResourceType'), value: resourceType },
    { key: keyOf('DayhaulPhase'), value: phase },
    { key: keyOf('DayhaulDays'), value: days },
    { key: keyOf('DayhaulFinalDays'), value: finalDays },
    { key: keyOf('DayhaulMissingDays'), value: missingDays },
  ]);
}

function keyOf<Name extends keyof typeof SEARCH_ATTRIBUTES>(name: Name) {
  return { name, type: SEARCH_ATTRIBUTES[name] };
}
