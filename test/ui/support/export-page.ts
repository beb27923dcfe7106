import type { Browser, Locator, Page } from 'playwright-core';
import { eventually } from '../../support/export-bench';

/** Where an export is seen in the Temporal UI. */
interface ShownExport {
  readonly uiUrl: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** The pages of one export in the Temporal UI, as a person sees them. */
export interface ExportPage {
  readonly page: Page;
  /** The tab with Current Details, once they hold a text, drawn whole; the UI shows them in a frame that grows to what it holds. */
  openDetails(shown?: string): Promise<Locator>;
  /** The tab with the activities that wait or are tried again. */
  openPendingActivities(): Promise<void>;
  /** The tab with what happened; an export that failed tells why. */
  openHistory(): Promise<void>;
}

/** Open a page on an export; a page that goes on asking for news never comes to rest, so nothing waits for that. */
export async function openExportPage(browser: Browser, { uiUrl, workflowId, runId }: ShownExport): Promise<ExportPage> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1800 } });
  const open = async (tab: string) => {
    await page.goto(`${uiUrl}/namespaces/default/workflows/${workflowId}/${runId}/${tab}`, { waitUntil: 'domcontentloaded' });
  };
  return {
    page,
    openDetails: async (shown = 'requested in') => {
      await open('user-metadata');
      const frame = page.locator('#user-metadata-current-details');
      const details = frame.contentFrame().locator('body');
      await details.getByText(shown).first().waitFor();
      await eventually(
        async () => [await heightOf(frame), await heightOf(details)] as const,
        ([visible, whole]) => visible >= whole,
      );
      return details;
    },
    openPendingActivities: () => open('pending-activities'),
    openHistory: () => open('history'),
  };
}

async function heightOf(element: Locator): Promise<number> {
  return (await element.boundingBox())?.height ?? 0;
}
