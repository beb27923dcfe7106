import { openStore } from '../../src/archive/stores/open-store';
import { verifyArchive } from '../../src/archive/verify/verify-archive';
import { KINDS, useBucket } from '../archive/support/archive-places';
import { startFaultyProxy } from '../archive/support/faulty-proxy';
import { endOf, eventually, newAccount, pendingMessages, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const s3Describe = KINDS.includes('s3') ? describe : describe.skip;

s3Describe('an archive in S3', () => {
  const bench = useExportBench();
  const bucket = useBucket();

  test('a bucket that answers 503 for a while, in the middle of everything: nothing is lost, nothing is requested twice', async () => {
    const proxy = await startFaultyProxy(bucket.server().endpoint);
    const s3 = { otherStore: { endpoint: proxy.endpoint, region: 'us-east-1' } };
    const archive = 's3://archives/outage';
    try {
      await withSimulator(async (simulator) => {
        const account = newAccount();
        await bench().startWorker(account, simulator, { s3 });
        const handle = await bench().start(account, { range: '2024-03-01..2024-03-28', options: { archive, pollMaxMs: 500 } });
        await eventually(
          () => proxy.requests.filter(({ line }) => line.startsWith('PUT')).length,
          (written) => written > 10,
        );
        proxy.fault = () => ({ status: 503, code: 'SlowDown' });
        const messages = await eventually(
          () => pendingMessages(handle),
          (sentences) => sentences.some((sentence) => sentence.includes('503')),
        );
        expect(messages.join(' ')).toContain('s3://archives/outage');
        proxy.fault = () => undefined;

        const { outcome } = await endOf(handle);
        expect(outcome).toMatchObject({ requestedDays: 28, days: { delivered: 28 } });
        const verified = await verifyArchive(openStore(archive, s3), 'Messages', undefined);
        expect(verified).toMatchObject({ findings: [], days: 28 });
      });
    } finally {
      await proxy.close();
    }
  });
});
