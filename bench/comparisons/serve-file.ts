import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

const READ_BYTES = 1024 * 1024;

/** Serve one file to whoever asks, in a process of its own: its path as the argument, the address on stdout. */
function main(path: string): void {
  const length = statSync(path).size;
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Length': length, 'Content-Type': 'binary/octet-stream' });
    pipeline(createReadStream(path, { highWaterMark: READ_BYTES }), response).catch(() => {
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
}

main(process.argv[2] ?? '');
