import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import dns from 'node:dns';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createHttpExchange } from '../../../src/bulk-export/http/http-exchange';

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));

/** A listener that accepts nothing: once its queue is full, the kernel drops every further connection, as a dead route does. */
const DEAF = `require('node:net').createServer().listen({ host: '::1', port: 0, backlog: 1 }, function () {
  process.stdout.write(this.address().port + '\\n', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000));
});`;

(hasIpv6 ? test : test.skip)('an IPv6 address that leads nowhere does not keep the IPv4 address from answering', async () => {
  const deaf = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
  const queued: Socket[] = [];
  const server = createServer((_request, response) => response.end('{}'));
  try {
    const [said] = (await once(deaf.stdout, 'data')) as [Buffer];
    const port = Number(said.toString());
    for (let filled = 0; filled < 4; filled++) queued.push(connect(port, '::1').on('error', () => undefined));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(queued.some(({ connecting }) => connecting)).toBe(true);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect((server.address() as AddressInfo).port).toBe(port);

    const addresses = [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ];
    jest.spyOn(dns, 'lookup').mockImplementation(((
      _host: string,
      options: dns.LookupOptions,
      done: (...all: unknown[]) => void,
    ) => {
      if (options.all) done(null, addresses);
      else done(null, '::1', 6);
    }) as unknown as typeof dns.lookup);
    const exchange = createHttpExchange({
      origin: `http://both.example.com:${port}`,
      username: 'AC1',
      password: 'secret',
      requestTimeoutMs: 10_000,
    });
    expect(await exchange({ path: '/' })).toMatchObject({ status: 200, body: '{}' });
    expect(await exchange({ path: '/', form: new URLSearchParams() })).toMatchObject({ status: 200 });
  } finally {
    jest.restoreAllMocks();
    for (const socket of queued) socket.destroy();
    server.close();
    deaf.kill('SIGKILL');
  }
});
