import { byLooks } from '../../simulator/jobs/job-life';
import { answer } from '../../simulator/faults/fault';
import { notifierWorkflowId } from '../../src/contract/ids';
import type { Simulator } from '../../simulator/start-simulator';
import { announceUpdate } from '../../src/contract/messages';
import { currentDetails } from '../support/current-details';
import { endOf, eventually, newAccount, useExportBench } from '../support/export-bench';
import { withSimulator } from '../support/with-simulator';
import { targetAt, withReceiver } from '../notify/support/receiver';

const bench = useExportBench();
const RANGE = '2024-03-01..2024-03-20';

const countOf = (data: object) => ('count' in data ? Number(data.count) : 1);

const activityTypes = async (workflowId: string) => {
  const { events } = await bench().client.workflow.getHandle(workflowId).fetchHistory();
  return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? []);
};

test('an export that ends with a missing day notifies once, though the worker restarts', () =>
  withReceiver((receiver) =>
    withSimulator({ jobLife: byLooks(2) }, async (simulator) => {
      simulator.day('2024-03-05').failsForEver();
      const account = newAccount();
      const notify = [targetAt(receiver.url)];
      const first = await bench().startWorker(account, simulator, { notify });
      const handle = await bench().start(account, { range: RANGE, options: { maxAttempts: 2, openJobs: 1 } });
      await eventually(
        () => simulator.jobs().length,
        (jobs) => jobs > 1,
      );
      await first.stop();
      await bench().startWorker(account, simulator, { notify });
      expect((await endOf(handle)).failure?.type).toBe('DaysMissing');
      const { workflowId } = handle;
      await eventually(
        () => receiver.received.length,
        (count) => count > 0,
      );
      await bench().stopWorkers();
      await bench().startWorker(account, simulator, { notify });
      await new Promise((resolve) => setTimeout(resolve, 3000));
      const [message, ...others] = receiver.messages();
      expect(others).toEqual([]);
      expect(message).toMatchObject({
        type: 'daysMissing',
        data: {
          account,
          workflowId,
          ok: false,
          result: 'failed',
          resourceType: 'Messages',
          range: { startDay: '2024-03-01', endDay: '2024-03-20' },
          days: { total: 20, missing: 1 },
          next: `dayhaul resubmit ${workflowId}`,
        },
      });
      expect(message!.data.summary).toContain('Missing: 2024-03-05 (failed, 2 attempts).');
    }),
  ));

test('a worker without targets adds nothing to the history of an export, and starts no notifier', () =>
  withSimulator(async (simulator) => {
    const { handle } = await bench().run(simulator, { range: RANGE });
    expect(await activityTypes(handle.workflowId)).not.toContain('announceEnd');
    const [, account = ''] = /^export-(test-\w+)-/.exec(handle.workflowId) ?? [];
    await expect(bench().client.workflow.getHandle(notifierWorkflowId(account)).describe()).rejects.toThrow(/not found/);
  }));

test('rejected credentials are one notice for all exports and attempts', () =>
  withReceiver((receiver) =>
    withSimulator(async (simulator) => {
      const account = newAccount();
      simulator.faults.plan({ on: 'list', times: 6, does: answer({ status: 401, body: { message: 'canary' } }) });
      await bench().startWorker(account, simulator, { notify: [targetAt(receiver.url, { events: ['credentialsRefused'] })] });
      const handles = await Promise.all([RANGE, '2024-04-01..2024-04-02'].map((range) => bench().start(account, { range })));
      await Promise.all(handles.map(endOf));
      await eventually(
        () => receiver.received.length,
        (count) => count > 0,
      );
      await new Promise((resolve) => setTimeout(resolve, 6000));
      expect(receiver.messages()).toMatchObject([{ type: 'credentialsRefused', data: { account, next: 'dayhaul doctor' } }]);
      expect(receiver.received[0]!.body).not.toContain('canary');
    }),
  ));

test('a target that fails for a while gets the same message again; another gets its own at once', () =>
  withReceiver((failing) =>
    withReceiver((well) =>
      withSimulator(async (simulator) => {
        failing.answersWith(500);
        const account = newAccount();
        await bench().startWorker(account, simulator, {
          notify: [targetAt(failing.url, { name: 'failing' }), targetAt(well.url, { name: 'well' })],
        });
        await endOf(await bench().start(account, { range: RANGE }));
        await eventually(
          () => well.received.length,
          (count) => count === 1,
        );
        const notifier = bench().client.workflow.getHandle(notifierWorkflowId(account));
        await eventually(
          () => failing.received.length,
          (count) => count > 0,
        );
        expect(await currentDetails(notifier)).toMatch(/\*\*failing\*\*: sending since .*\n.*\*\*well\*\*: last message at/);
        const { raw } = await notifier.describe();
        expect(raw.pendingActivities?.[0]?.lastFailure?.message).toBe('The target answered 500.');
        failing.answersWith(204);
        await eventually(
          () => failing.received.length,
          (count) => count === 2,
        );
        const [one, other] = failing.messages();
        expect(other).toEqual(one);
        expect(one).toMatchObject({ type: 'exportEnded', data: { ok: true, result: 'completed' } });
      }),
    ),
  ));

/** A notifier with one target, which an export that has ended has started. */
async function notifierAfterExport(simulator: Simulator, url: string) {
  const account = newAccount();
  await bench().startWorker(account, simulator, { notify: [targetAt(url)] });
  await endOf(await bench().start(account, { range: RANGE }));
  return { account, notifier: bench().client.workflow.getHandle(notifierWorkflowId(account)) };
}

test('a thousand causes are a handful of messages, over several runs of the notifier', () =>
  withReceiver((receiver) =>
    withSimulator(async (simulator) => {
      const { account, notifier } = await notifierAfterExport(simulator, receiver.url);
      await eventually(
        () => receiver.received.length,
        (count) => count === 1,
      );
      const announce = async (cause: number) => {
        const data = { account, ok: false, summary: `Cause ${cause}`, next: 'dayhaul list' };
        const announcement = { cause: `cause-${cause}`, content: { type: 'daysMissing', data }, targets: ['ops'] } as const;
        for (;;) {
          const sent = await notifier.executeUpdate(announceUpdate, { args: [announcement] }).then(
            () => true,
            () => false,
          );
          if (sent) return;
        }
      };
      const causes = Array.from({ length: 1000 }, (_, index) => index);
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          for (let next = causes.pop(); next !== undefined; next = causes.pop()) await announce(next);
        }),
      );
      const digests = await eventually(
        () => receiver.messages().slice(1),
        (messages) => messages.reduce((sum, { data }) => sum + countOf(data), 0) >= 1000,
        120_000,
      );
      expect(digests.length).toBeLessThanOrEqual(3);
      expect(digests.reduce((sum, { data }) => sum + countOf(data), 0)).toBe(1000);
      expect((await notifier.describe()).status.name).toBe('RUNNING');
    }),
  ));

test('an announcement in another form is refused by name, and stops nothing', () =>
  withReceiver((receiver) =>
    withSimulator(async (simulator) => {
      const { notifier } = await notifierAfterExport(simulator, receiver.url);
      const refused = notifier.executeUpdate('announce', { args: [{ content: { type: 'nonsense' } }] });
      const { cause } = (await refused.catch((error: unknown) => error)) as { cause: Error };
      expect(cause.message).toContain('announcement.content.type must be one of');
      await eventually(
        () => receiver.received.length,
        (count) => count === 1,
      );
    }),
  ));
