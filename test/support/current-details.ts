import type { ExportHandle } from './export-bench';

/** What the Temporal UI shows of a workflow under Current Details. */
export async function currentDetails(handle: Pick<ExportHandle, 'query'>): Promise<string> {
  const metadata = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails ?? '';
}
