import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '../../src/archive/stores/open-store';
import { verifyArchive } from '../../src/archive/verify/verify-archive';
import { diskTest, withSmallDisk } from '../archive/support/small-disk';
import { endOf, eventually, newAccount, pendingMessages, useExportBench } from '../support/export-bench';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();

diskTest('a full disk pauses deliveries and says what to do; they go on once there is room, and nothing is lost', () =>
  withSmallDisk(400, (folder) =>
    withSimulator(async (simulator) => {
      const ballast = join(folder, 'ballast');
      await writeFile(ballast, Buffer.alloc(360_000));
      const account = newAccount();
      await bench().startWorker(account, simulator);
      const archive = join(folder, 'archive');
      const options = { archive, pollMaxMs: 500, downloads: 1 }; // several leave gaps between the files that still had room
      const handle = await bench().start(account, { range: '2024-03-01..2024-03-14', options });
      const [message] = await eventually(
        () => pendingMessages(handle),
        ([sentence]) => sentence?.includes(folder) ?? false,
      );
      expect(message).toMatch(/no room|full/i);
      const { findings } = await verifyArchive(openStore(archive), 'Messages', undefined);
      expect(findings.filter(({ kind }) => kind !== 'noReceipt')).toEqual([]); // unfinished, so not delivered

      await rm(ballast);
      const { outcome } = await endOf(handle);
      expect(outcome).toMatchObject({ requestedDays: 14, days: { delivered: 14 } });
      expect((await verifyArchive(openStore(archive), 'Messages', undefined)).findings).toEqual([]);
    }),
  ),
);
