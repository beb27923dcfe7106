import { byDuration } from '../../../simulator/jobs/job-life';
import { startExport } from '../../../src/client/exports/start-export';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import type { exportDayRange } from '../../../src/workflows';
import { findBrowser } from '../../../tools/browser/find-browser';
import { openBrowser } from '../../../tools/browser/open-browser';
import { MINUTE, manualClock } from '../../simulator/manual-clock';
import { days } from '../../support/days';
import { eventually, pendingMessages, type ExportBench } from '../../support/export-bench';
import { withSimulator } from '../../support/with-simulator';
import { openExportPage } from './export-page';

/** What a person reads on the pages of the pictured export. */
interface PicturedTexts {
  readonly details: string;
  readonly pending: string;
}

const QUICK = { pollMinMs: 200, pollMaxMs: 1000 };

/**
 * Take a picture of an export in the Temporal UI: three years, half done, with days that failed, one that was given up, and jobs
 * under way.
 */
export function takePicture(bench: ExportBench, path: string): Promise<PicturedTexts> {
  const clock = manualClock('2024-06-03T08:00:00Z');
  const jobLife = byDuration({ jobMs: 30 * MINUTE, parallel: 4 });
  return withSimulator({ clock, jobLife }, async (simulator) => {
    simulator.day('2021-03-14').fails(1);
    simulator.day('2021-02-28').reports('Failed').afterResubmission('Failed');
    simulator.day('2021-12-25').isEmpty();
    await bench.startWorker('default', simulator);
    const { workflowId } = await startExport(bench.client, {
      account: 'default',
      taskQueue: 'dayhaul-default',
      resourceType: 'Messages',
      range: days('2021-01-01..2023-12-31'),
      options: { ...DEFAULT_OPTIONS, ...QUICK, maxAttempts: 2, resubmitAfterMs: MINUTE },
      asked: [],
    });
    const handle = bench.client.workflow.getHandle<typeof exportDayRange>(workflowId);
    const { runId } = await handle.describe();
    for (const [jobs, minutes] of [
      [4, 31],
      [8, 2],
      [8, 29],
      [12, 12],
    ] as const) {
      await eventually(
        () => simulator.jobs().length,
        (made) => made >= jobs,
      );
      clock.advance(minutes * MINUTE);
    }
    await eventually(
      () => handle.query<{ missing: unknown[] }>('progress'),
      ({ missing }) => missing.length > 0,
    );
    await eventually(
      () => pendingMessages(handle),
      (messages) => messages.some((message) => message.includes('Running')),
    );

    const browser = await openBrowser(await findBrowser());
    try {
      const { uiUrl = '' } = bench.temporal;
      const { page, openDetails, openPendingActivities } = await openExportPage(browser, { uiUrl, workflowId, runId });
      await openPendingActivities();
      const sentence = page.getByText('Waiting for').first();
      await sentence.waitFor();
      const pending = await sentence.innerText();
      const details = await (await openDetails()).innerText();
      await page.getByRole('main').screenshot({ path, animations: 'disabled' });
      return { details, pending };
    } finally {
      await browser.close();
      await handle.terminate();
    }
  });
}
