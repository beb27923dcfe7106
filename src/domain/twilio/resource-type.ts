/** The resource types BulkExport documents (https://www.twilio.com/docs/usage/bulkexport). */
export const RESOURCE_TYPES = ['Messages', 'Calls', 'Conferences', 'Participants'] as const;

export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** Whether a text is a resource type as the API spells it; the API is strict about case. */
export function isResourceType(text: string): text is ResourceType {
  return (RESOURCE_TYPES as readonly string[]).includes(text);
}
