/** The custom search attributes of exports, by Temporal's names, with their types; `starter setup` adds them. */
export const SEARCH_ATTRIBUTES = {
  DayhaulResourceType: 'KEYWORD',
  DayhaulPhase: 'KEYWORD',
  DayhaulDays: 'INT',
  DayhaulFinalDays: 'INT',
  DayhaulMissingDays: 'INT',
} as const;
