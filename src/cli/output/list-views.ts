/** A view of Temporal's list of workflows. */
export interface ListView {
  readonly name: string;
  /** Leaves out the quotas and the checks of `doctor`. */
  readonly query: string;
  /** Its address in the Temporal UI, where it can be saved; absent when the address of the UI is unknown. */
  readonly url?: string | undefined;
}

const EXPORTS = 'WorkflowType = "exportDayRange"';

const QUERIES = {
  'All exports': EXPORTS,
  'Running exports': `${EXPORTS} AND ExecutionStatus = "Running"`,
  'Exports with missing days': `${EXPORTS} AND DayhaulMissingDays > 0`,
  'Stuck exports': `${EXPORTS} AND DayhaulPhase = "stuck"`,
};

/** The useful views of exports, with their addresses below that of the list. */
export function listViews(listUrl: string | undefined): ListView[] {
  return Object.entries(QUERIES).map(([name, query]) => ({
    name,
    query,
    url: listUrl && `${listUrl}?query=${encodeURIComponent(query)}`,
  }));
}

/** How to show the search attributes as columns, and the views, as lines. */
export function describeViews(views: readonly ListView[], columns: readonly string[]): string[] {
  return [
    'Show the columns in the Temporal UI: open Workflows, click Configure Columns (the gear), and add',
    `  ${columns.join(', ')}`,
    '',
    views[0]?.url === undefined
      ? 'Views: enter the query in the Temporal UI and click Save as New View.'
      : 'Views: open the link and click Save as New View.',
    ...views.map(({ name, query, url }) => `  ${name.padEnd(27)}${url ?? query}`),
  ];
}
