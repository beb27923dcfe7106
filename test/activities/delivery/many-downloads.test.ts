import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAccount } from '../../support/export-bench';
import { start, starter, workerSettings } from '../../support/programs';
import { temporalTest as test } from '../../support/temporal-test';
import { useTemporal } from '../../support/use-temporal';
import { withSimulator } from '../../support/with-simulator';

const server = useTemporal();

test('a worker with 32 downloads at a time prints no warning of Node', () =>
  withSimulator({}, async (simulator) => {
    const settings = { TEMPORAL_ADDRESS: server().temporal.address, DAYHAUL_ACCOUNT: newAccount() };
    const worker = await start('worker', [], { ...settings, ...workerSettings(simulator.origin) });
    const archive = await mkdtemp(join(tmpdir(), 'dayhaul-downloads-'));
    try {
      const days = 'export --resource-type Messages --from 2024-01-01 --to 2024-03-30 --days-per-chunk 90';
      const { exitCode } = await starter(`${days} --archive ${archive} --downloads 32 --poll-min 100ms --follow`, settings);
      expect(exitCode).toBe(0);
      expect(worker.stdout() + worker.stderr()).not.toContain('Warning');
    } finally {
      await worker.stop();
      await rm(archive, { recursive: true });
    }
  }));
