import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { byDuration } from '../../simulator/jobs/job-life';
import { findBrowser } from '../../tools/browser/find-browser';
import { openBrowser } from '../../tools/browser/open-browser';
import { findFreePort } from '../../tools/programs/find-free-port';
import { startTemporal } from '../../tools/temporal-server/start-temporal';
import { browserTest as test } from '../support/browser-test';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { withSimulator } from '../support/with-simulator';
import { openExportPage } from './support/export-page';

/** Kept beside the build, for people. */
const SCREENSHOTS = join(__dirname, '../../lib/screenshots');

test('with a codec server the Temporal UI shows Current Details, summaries and failures of an encrypted export; without it none', () =>
  withSimulator({ jobLife: byDuration({ jobMs: 3_600_000 }) }, async (simulator) => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const [uiPort, codecPort] = [await findFreePort(), await findFreePort()];
    const temporal = await startTemporal({ uiPort, uiCodecEndpoint: `http://127.0.0.1:${codecPort}` });
    const { uiUrl = '' } = temporal;
    const keys = { DAYHAUL_CODEC_KEYS: 'november:env:KEY', KEY: randomBytes(32).toString('base64') };
    const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount(), ...keys };
    const worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin) });
    const server = await start('starter', ['codec-server', '--port', String(codecPort), '--ui', uiUrl], keys);
    const browser = await openBrowser(await findBrowser());
    const connection = await Connection.connect({ address: temporal.address });
    try {
      const command = 'export --resource-type Messages --from 2024-03-01 --to 2024-03-14 --days-per-chunk 7 --poll-min 50ms';
      const workflowId = /^Workflow +(\S+)$/m.exec((await starter(command, settings)).stdout)?.[1] ?? '';
      await eventually(
        () => starter(`status ${workflowId}`, settings),
        ({ stdout }) => stdout.includes('2 open jobs'),
      );
      const { workflowExecutionInfo } = await connection.workflowService.describeWorkflowExecution({
        namespace: 'default',
        execution: { workflowId },
      });
      const runId = workflowExecutionInfo?.execution?.runId ?? '';
      const open = await openExportPage(browser, { uiUrl, workflowId, runId });
      const { page } = open;
      const details = await open.openDetails('Waiting for 2 open jobs');
      expect(await details.innerText()).toContain(simulator.jobs()[0]?.jobSid);
      await page.screenshot({ path: join(SCREENSHOTS, 'encrypted-details.png'), animations: 'disabled' });
      await open.openHistory();
      await page.getByText('submit 2024-03-01..2024-03-07').first().waitFor();
      await page.screenshot({ path: join(SCREENSHOTS, 'encrypted-history.png'), animations: 'disabled' });
      await open.openPendingActivities();
      await page
        .getByText(/Waiting for 2 open jobs/)
        .first()
        .waitFor();
      await page.screenshot({ path: join(SCREENSHOTS, 'encrypted-pending.png'), animations: 'disabled' });

      await server.stop();
      await open.openPendingActivities();
      await page.getByText('Encoded failure').first().waitFor();
      expect(await page.content()).not.toContain(simulator.jobs()[0]?.jobSid);
      await page.screenshot({ path: join(SCREENSHOTS, 'encrypted-without-server.png'), animations: 'disabled' });
    } finally {
      await browser.close();
      await connection.close();
      await Promise.all([server.stop(), worker.stop()]);
      await temporal.stop();
    }
  }));
