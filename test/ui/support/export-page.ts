import type { Browser, FrameLocator, Page } from 'playwright-core';

/** Where an export is seen in the Temporal UI. */
interface ShownExport {
  readonly uiUrl: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** The pages of one export in the Temporal UI, as a person sees them. */
export interface ExportPage {
  readonly page: Page;
  /** The tab with Current Details, which the UI shows in a frame of its own. */
  openDetails(): Promise<FrameLocator>;
  /** The tab with the activities that wait or are tried again. */
  openPendingActivities(): Promise<void>;
}

/** Open a page on an export; a page that goes on asking for news never comes to rest, so nothing waits for that. */
export async function openExportPage(
  browser: Browser,
  { uiUrl, workflowId, runId }: ShownExport,
): Promise<ExportPage> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1420 } });
  const open = async (tab: string) => {
    await page.goto(`${uiUrl}/namespaces/default/workflows/${workflowId}/${runId}/${tab}`, {
      waitUntil: 'domcontentloaded',
    });
  };
  return {
    page,
    openDetails: async () => {
      await open('user-metadata');
      return page.frameLocator('iframe');
    },
    openPendingActivities: () => open('pending-activities'),
  };
}
