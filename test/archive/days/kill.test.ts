import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { DeliverFileRequest } from '../../../bench/comparisons/deliver-file';
import { openStore } from '../../../src/archive/stores/open-store';
import { verifyArchive } from '../../../src/archive/verify/verify-archive';
import { isolatedEnvironment } from '../../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../../tools/programs/start-program';
import { useFolders } from '../support/archive-places';

const { newFolder } = useFolders();
const DAY = '2024-03-01';
const PIECES = 40;
const DELIVER_FILE = join(__dirname, '../../../lib/bench/comparisons/deliver-file.js');

/** A day file of other bytes and another number of records each time, hardly packed so that it is a few megabytes. */
function dayFile(generation: number): { readonly file: Buffer; readonly records: number } {
  const records = 20_000 + generation;
  const lines = Array.from({ length: records }, (_, number) => `{"sid":"SM${number}","generation":${generation}}\n`);
  return { file: gzipSync(lines.join(''), { level: 0 }), records };
}

interface SlowServer {
  readonly url: string;
  /** Pieces of the present download that have been sent. */
  sent(): number;
  close(): Promise<void>;
}

/** Serves a file in pieces, a moment between each two. */
async function serveSlowly(file: Buffer): Promise<SlowServer> {
  let sent = 0;
  const server = http.createServer((_request, response) => {
    void (async () => {
      response.writeHead(200, { 'Content-Length': file.length });
      for (sent = 0; sent < PIECES && !response.destroyed; sent++) {
        const size = Math.ceil(file.length / PIECES);
        response.write(file.subarray(sent * size, (sent + 1) * size));
        await delay(5);
      }
      response.end();
    })();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sent: () => sent,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

function startDelivery(request: DeliverFileRequest): Promise<Program> {
  return startProgram(DELIVER_FILE, [JSON.stringify(request)], { env: isolatedEnvironment({}) });
}

/** Kill it as soon as something is so; how it ended, if it was faster. */
async function killWhen(delivery: Program, isTime: () => boolean): Promise<number | null> {
  const ended = delivery.exit.then(() => 'ended' as const);
  while (!isTime()) {
    if ((await Promise.race([ended, delay(1)])) === 'ended') break;
  }
  delivery.kill('SIGKILL');
  return delivery.exit;
}

test('a worker that is killed in the middle of a delivery, 20 times, never leaves a receipt without its whole file', async () => {
  const archive = join(await newFolder(), 'archive');
  const folder = join(archive, 'Messages', `day=${DAY}`);
  const store = openStore(archive);
  const outcomes: string[] = [];
  let killed = 0;

  for (let turn = 1; turn <= 20; turn++) {
    const { file, records } = dayFile(turn);
    const server = await serveSlowly(file);
    const before = existsSync(join(folder, '_receipt.json'));
    const delivery = await startDelivery({ url: server.url, archive, day: DAY });
    // Sixteen times on the way, four times between the end of the download and the receipt.
    const isTime =
      turn <= 16
        ? () => server.sent() >= (turn * PIECES) / 17
        : () => server.sent() >= PIECES && (!before || !existsSync(join(folder, '_receipt.json')));
    if ((await killWhen(delivery, isTime)) === null) killed += 1;
    await server.close();

    const { findings, records: kept } = await verifyArchive(store, 'Messages', undefined);
    outcomes.push(findings.map(({ kind }) => kind).join() || (kept === records ? 'new' : 'old'));
    expect(findings.filter(({ kind }) => kind !== 'noReceipt')).toEqual([]);

    // Every fourth time a worker delivers the day after all, so that the next ones replace a day that is there.
    if (turn % 4 !== 0) continue;
    const again = await serveSlowly(file);
    expect(await (await startDelivery({ url: again.url, archive, day: DAY })).exit).toBe(0);
    await again.close();
    const whole = await verifyArchive(store, 'Messages', undefined);
    expect(whole).toMatchObject({ findings: [], days: 1, records });
    expect((await readdir(folder)).sort()).toEqual(['_receipt.json', 'records.json.gz']);
  }

  expect(killed).toBeGreaterThan(15);
  expect(outcomes.filter((outcome) => outcome === 'old').length).toBeGreaterThan(5);
});
