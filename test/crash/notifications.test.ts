import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporal } from '../../tools/temporal-server/start-temporal';
import { KEY, withReceiver } from '../notify/support/receiver';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const QUICK = '--poll-min 50ms --poll-max 250ms --ambiguity-wait 500ms';

test('a worker killed between sending and noting sends twice at most, with the same id', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-notify-'));
  const temporal = await startTemporal();
  try {
    await withReceiver((receiver) =>
      withSimulator(async ({ origin }) => {
        const path = join(folder, 'notify.yaml');
        await writeFile(path, "targets: [{ kind: webhook, url: 'env:HOOK', secret: 'env:KEY', allowPrivate: true }]\n");
        const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: newAccount() };
        const own = { ...settings, ...workerSettings(origin), DAYHAUL_NOTIFY: path, HOOK: receiver.url, KEY };
        receiver.answersWith('hangs');
        const killed = await start('worker', [], own);
        await starter(`export --resource-type Messages --from 2024-03-01 --to 2024-03-02 ${QUICK} --follow`, settings);
        await eventually(
          () => receiver.received.length,
          (count) => count === 1,
        );
        process.kill(killed.pid, 'SIGKILL');
        receiver.answersWith(204);
        const next = await start('worker', [], own);
        await eventually(
          () => receiver.received.length,
          (count) => count === 2,
        );
        await new Promise((resolve) => setTimeout(resolve, 8000));
        await next.stop();
        const [one, other, ...more] = receiver.messages();
        expect(more).toEqual([]);
        expect(other).toEqual(one);
        const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
        expect(ids).toEqual([one!.id, one!.id]);
      }),
    );
  } finally {
    await temporal.stop();
    await rm(folder, { recursive: true });
  }
});
