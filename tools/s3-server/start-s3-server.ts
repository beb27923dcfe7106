import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../programs/find-free-port';
import { spawnServer } from '../programs/server-process';
import { findVersitygw } from './find-versitygw';

const START_WITHIN_MS = 20_000;

/** An S3 server on 127.0.0.1 that keeps its objects in a temporary folder. */
export interface S3Server {
  readonly endpoint: string;
  /** What the AWS SDK and Dayhaul read from the environment: credentials, region, endpoint. */
  readonly environment: Readonly<Record<string, string>>;
  readonly pid: number;
  /** The folder that is a bucket. */
  bucketFolder(name: string): string;
  makeBucket(name: string): Promise<void>;
  /** End it, and remove what it keeps. */
  stop(): Promise<void>;
}

/** Start a server, and return when it answers. It is killed when this process is gone. */
export async function startS3Server(): Promise<S3Server> {
  const path = await findVersitygw();
  const root = await mkdtemp(join(tmpdir(), 'dayhaul-s3-'));
  const port = await findFreePort();
  const credentials = ['--access', ACCESS.AWS_ACCESS_KEY_ID, '--secret', ACCESS.AWS_SECRET_ACCESS_KEY];
  const server = await spawnServer(path, ['--port', `127.0.0.1:${port}`, '--quiet', ...credentials, 'posix', root], {
    outlivesParent: false,
  });
  const stop = async (): Promise<void> => {
    await server.end('SIGTERM');
    await rm(root, { recursive: true, force: true });
  };
  try {
    await waitUntilOpen(port);
  } catch (error) {
    const lines = await server.lastLines();
    await stop();
    throw new Error(`Starting an S3 server with ${path}: ${(error as Error).message}\n${lines}`, { cause: error });
  }
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    environment: {
      ...ACCESS,
      AWS_REGION: 'us-east-1',
      S3_ENDPOINT: endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    pid: server.pid,
    bucketFolder: (name) => join(root, name),
    makeBucket: async (name) => {
      await mkdir(join(root, name));
    },
    stop,
  };
}

const ACCESS = { AWS_ACCESS_KEY_ID: 'tester', AWS_SECRET_ACCESS_KEY: 'secret-of-the-tester' };

async function waitUntilOpen(port: number): Promise<void> {
  const end = performance.now() + START_WITHIN_MS;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      if (performance.now() > end) throw new Error(`no answer within ${START_WITHIN_MS / 1000} s`);
      await sleep(50);
    } finally {
      socket.destroy();
    }
  }
}
