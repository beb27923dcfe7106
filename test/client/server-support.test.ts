import { Client, Connection } from '@temporalio/client';
import { missingSupport } from '../../src/client/server-support';
import { startTemporal } from '../../tools/temporal-server/start-temporal';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';

test.each([
  ['has everything', {}, undefined],
  ['has no updates', { 'frontend.enableUpdateWorkflowExecution': false }, /does not offer workflow updates/],
])('a server that %s', async (_title, dynamicConfig, message) => {
  const temporal = await startTemporal({ dynamicConfig });
  try {
    const connection = await Connection.connect({ address: temporal.address });
    const missing = await missingSupport(new Client({ connection }));
    await connection.close();
    if (!message) expect(missing).toBeUndefined();
    else {
      expect(missing).toMatch(message);
      const settings = { TEMPORAL_ADDRESS: temporal.address };
      const worker = await start('worker', [], { ...settings, ...workerSettings('http://127.0.0.1:9') });
      expect(await worker.exit).toBe(1);
      expect(worker.stderr()).toContain(missing);
      const { stdout } = await starter('doctor', settings);
      expect(stdout).toContain(missing);
    }
  } finally {
    await temporal.stop();
  }
});
