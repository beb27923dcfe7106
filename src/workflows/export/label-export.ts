import { upsertSearchAttributes } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes';
import type { Labels } from '../../domain/describe/labels';

/** Set the search attributes of the export; the namespace must have them. */
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
