import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { byDuration } from '../../simulator/jobs/job-life';
import type { Simulator, SimulatorOptions } from '../../simulator/start-simulator';
import { cancelExport } from '../../src/client/exports/send-to-export';
import { pauseUpdate } from '../../src/contract/messages';
import { SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes';
import type { QuotaSettings } from '../../src/domain/quota/quota-limit';
import type { ExportOptions } from '../../src/domain/request/export-options';
import { findBrowser } from '../../tools/browser/find-browser';
import { openBrowser } from '../../tools/browser/open-browser';
import { HOUR, manualClock, MINUTE } from '../simulator/manual-clock';
import { browserTest as test } from '../support/browser-test';
import { currentDetails } from '../support/current-details';
import { endOf, eventually, newAccount, pendingMessages, useExportBench, type ExportHandle } from '../support/export-bench';
import { withSimulator } from '../support/with-simulator';
import { openExportPage } from './support/export-page';

/** Kept beside the build, for people. */
const SCREENSHOTS = join(__dirname, '../../lib/screenshots');
const NOON = '2024-06-10T12:00:00Z';
const WRONG_TOKEN = 'f'.repeat(32);
const RANGE = '2024-03-01..2024-03-20';

const searchAttributes = Object.fromEntries(
  Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, type === 'INT' ? 'Int' : 'Keyword'] as const),
);
const bench = useExportBench({ ui: true, searchAttributes });
let browser: Browser | undefined;

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  if (!process.env['DAYHAUL_NO_BROWSER']) browser = await openBrowser(await findBrowser());
});
afterAll(() => browser?.close());

interface State {
  readonly options?: Partial<ExportOptions>;
  readonly quota?: Partial<QuotaSettings>;
  readonly authToken?: string;
}

/** Bring an export into a state, and read what the pages of the Temporal UI say of it. */
async function show(
  name: string,
  simulator: Simulator,
  { options = {}, quota = {}, authToken }: State,
  reached: (handle: ExportHandle) => Promise<unknown>,
  until?: string,
) {
  const account = newAccount();
  await bench().startWorker(account, simulator, { quota, ...(authToken && { authToken }) });
  const handle = await bench().start(account, { range: RANGE, options: { daysPerChunk: 10, ...options } });
  await reached(handle);
  const { runId } = await handle.describe();
  const { uiUrl = '' } = bench().temporal;
  if (!browser) throw new Error('There is no browser.');
  const exported = { uiUrl, workflowId: handle.workflowId, runId };
  const { page, openDetails, openPendingActivities, openHistory } = await openExportPage(browser, exported);
  const picture = async (tab: string) => {
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${tab}.png`), animations: 'disabled' });
    const shown = (await page.content()) + (await page.locator('body').innerText());
    for (const secret of [WRONG_TOKEN, SIMULATED_ACCOUNT.authToken]) expect(shown).not.toContain(secret);
  };
  const details = await (await openDetails(until)).innerText();
  await picture('details');
  return {
    id: handle.workflowId,
    details,
    /** The sentence of a pending activity that holds a text. */
    pending: async (text: string) => {
      await openPendingActivities();
      const sentence = page.getByText(text).first();
      await sentence.waitFor();
      await picture('pending');
      return sentence.innerText();
    },
    /** The text of the failure that holds another. */
    failure: async (text: string) => {
      await openHistory();
      const sentence = page.getByText(text).first();
      await sentence.waitFor();
      await picture('history');
      return sentence.innerText();
    },
  };
}

function untilDetails(text: string) {
  return (handle: ExportHandle) =>
    eventually(
      () => currentDetails(handle),
      (details) => details.includes(text),
    );
}

function atNoon(options: SimulatorOptions, use: (simulator: Simulator, clock: ReturnType<typeof manualClock>) => Promise<void>) {
  const clock = manualClock(NOON);
  return withSimulator({ clock, ...options }, (simulator) => use(simulator, clock));
}

test('credentials refused', () =>
  atNoon({}, async (simulator) => {
    const wrong = { authToken: WRONG_TOKEN };
    const reached = untilDetails('Checking which days');
    const { details, pending } = await show('credentials-refused', simulator, wrong, reached, 'Checking which days');
    expect(details).toContain('Pending Activities shows the cause, such as rejected credentials');
    expect(await pending('Twilio answered 401')).toContain(
      'Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET) on the worker and restart it.',
    );
  }));

test('credentials refused in the middle', () =>
  atNoon({ jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
    const reached = async (handle: ExportHandle) => {
      await untilDetails('Waiting for 2 open jobs')(handle);
      await bench().stopWorkers();
      const { taskQueue } = await handle.describe();
      const account = taskQueue.replace('dayhaul-', '');
      await bench().startWorker(account, simulator, { authToken: WRONG_TOKEN });
      await eventually(
        () => pendingMessages(handle),
        (messages) => messages.some((message) => message.includes('401')),
      );
    };
    const { details, pending } = await show('credentials-refused-later', simulator, {}, reached);
    expect(details).toContain('Waiting for 2 open jobs (20 days).');
    expect(details).toContain('Next: no action needed. If Pending Activities shows an error, run');
    expect(await pending('Twilio answered 401')).toContain('Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN');
  }));

test('polling', () =>
  atNoon({ jobLife: byDuration({ jobMs: HOUR }) }, async (simulator, clock) => {
    const reached = async (handle: ExportHandle) => {
      await untilDetails('Waiting for 2 open jobs')(handle);
      clock.advance(12 * MINUTE);
      await untilDetails('Completed')(handle);
    };
    const { id, details, pending } = await show('polling', simulator, {}, reached);
    expect(details).toMatch(/\d of 20 days exported/);
    expect(details).toMatch(/Waiting for 2 open jobs \(1\d days\)\./);
    expect(details).toMatch(/2024-03-01\.\.2024-03-10 .*Completed.*estimated end 2024-06-10 13:00:0\d UTC/);
    expect(details).toContain(`Next: no action needed. If Pending Activities shows an error, run: dayhaul status ${id}`);
    expect(await pending('Waiting for')).toMatch(/estimated end 2024-06-10 13:00:0\d UTC.* Next check in/);
  }));

test('waiting for quota', () =>
  atNoon({ quota: { days: 15 } }, async (simulator) => {
    const state = { quota: { days: 15 } };
    const { details, pending } = await show('quota', simulator, state, untilDetails('Waiting for quota'));
    const message =
      'Waiting for quota: 15 of 15 days requested on 2024-06-10 (UTC). Next submission: 2024-03-16..2024-03-20, at 2024-06-11 00:00:00 UTC.';
    expect(details).toContain(message);
    expect(details).toContain('Next: show who uses the quota: dayhaul quota show --group ');
    expect(await pending('Waiting for quota: ')).toContain(message);
  }));

test('resubmitting', () =>
  atNoon({}, async (simulator) => {
    simulator.day('2024-03-05').fails(1);
    const state = { options: { resubmitAfterMs: 5 * MINUTE } };
    const { details } = await show('resubmitting', simulator, state, untilDetails('resubmits'));
    expect(details).toContain('19 of 20 days exported');
    expect(details).toContain('Dayhaul resubmits failed days at 2024-06-10 12:05:00 UTC.');
    expect(details).toMatch(/2024-03 +████·/);
    expect(details).toContain('Next: no action needed. If Pending Activities shows an error, run');
  }));

test('paused', () =>
  atNoon({ jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
    const reached = async (handle: ExportHandle) => {
      await untilDetails('Waiting for 1 open job')(handle);
      await handle.executeUpdate(pauseUpdate, { args: [{ by: 'ana@host', reason: 'month-end' }] });
    };
    const { id, details } = await show('paused', simulator, { options: { openJobs: 1 } }, reached);
    expect(details).toMatch(
      /Paused since 2024-06-10 12:0\d:\d\d UTC by ana@host \(month-end\)\. No days are submitted; open jobs continue\./,
    );
    expect(details).toContain(`Next: resume the export: dayhaul resume ${id}`);
  }));

test('stuck', () =>
  atNoon({ jobLife: byDuration({ jobMs: HOUR, queueMs: 99 * 24 * HOUR }) }, async (simulator, clock) => {
    const reached = async (handle: ExportHandle) => {
      await untilDetails('Waiting for 2 open jobs')(handle);
      clock.advance(73 * HOUR);
      await untilDetails('stuck')(handle);
    };
    const { details } = await show('stuck', simulator, {}, reached);
    const [job] = simulator.jobs();
    expect(details).toMatch(/2024-03-01\.\.2024-03-10 stuck: no change since 2024-06-10 12:00:\d\d UTC/);
    expect(details).toContain(
      `Next: wait, or delete the job of 2024-03-01..2024-03-10 at Twilio, then resubmit its days: dayhaul jobs delete ${job?.jobSid ?? ''} --account`,
    );
  }));

test('finished', () =>
  atNoon({}, async (simulator) => {
    const { id, details } = await show('finished', simulator, {}, endOf);
    expect(details).toContain('20 of 20 days exported');
    expect(details).toContain('100 %');
    expect(details).toContain('20 days requested in 2 jobs');
    expect(details).toContain(`Next: show the result; Twilio keeps the files for 7 days: dayhaul status ${id}`);
  }));

test('failed with missing days', () =>
  atNoon({}, async (simulator) => {
    simulator.day('2024-03-05').failsForEver();
    const state = { options: { maxAttempts: 1 } };
    const { id, details, failure } = await show('failed', simulator, state, endOf);
    expect(details).toContain('19 of 20 days exported, 1 missing');
    expect(details).toContain(' 95 %');
    expect(details).not.toContain('100 %');
    expect(details).toContain('Missing: 2024-03-05 (failed, 1 attempt)');
    expect(details).toContain(`Next: export the missing days again: dayhaul resubmit ${id}`);
    expect(await failure('Missing: 2024-03-05')).toContain(
      '19 of 20 days exported, 1 missing. 20 days requested. Missing: 2024-03-05 (failed, 1 attempt).',
    );
  }));

test('cancelled', () =>
  atNoon({ jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
    const reached = async (handle: ExportHandle) => {
      await untilDetails('Waiting for 2 open jobs')(handle);
      await cancelExport(bench().client, handle.workflowId);
      await handle.result().catch(() => undefined);
    };
    const { id, details } = await show('cancelled', simulator, {}, reached);
    expect(details).toMatch(/Cancelled \(dayhaul cancel by \S+@\S+\)\. 2 open jobs deleted or finished\. 20 days of quota used\./);
    expect(details).toContain('Missing: 2024-03-01..2024-03-20 (export cancelled, 1 attempt)');
    expect(details).toContain(`Next: export the missing days: dayhaul resubmit ${id}`);
    expect(simulator.jobs().every(({ isOver }) => isOver)).toBe(true);
  }));

test('the list of workflows finds an export by what is missing, and no other', () =>
  atNoon({}, async (simulator) => {
    const { client, temporal } = bench();
    const account = newAccount();
    await bench().startWorker(account, simulator);
    simulator.day('2024-03-05').failsForEver();
    const request = { options: { maxAttempts: 1 }, isSearchable: true } as const;
    const short = await bench().start(account, { ...request, range: '2024-03-05..2024-03-06' });
    const whole = await bench().start(account, { ...request, range: '2024-03-06..2024-03-07' });
    await Promise.all([endOf(short), endOf(whole)]);
    const query = 'DayhaulMissingDays > 0';
    await eventually(
      () => client.workflow.count(query),
      ({ count }) => count > 0,
    );
    if (!browser) throw new Error('There is no browser.');
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const address = `${temporal.uiUrl ?? ''}/namespaces/default/workflows?query=${encodeURIComponent(query)}`;
    await page.goto(address, { waitUntil: 'domcontentloaded' });
    await page.getByText(short.workflowId).first().waitFor();
    await page.screenshot({ path: join(SCREENSHOTS, 'list.png'), animations: 'disabled' });
    expect(await page.getByText(whole.workflowId).count()).toBe(0);
  }));
