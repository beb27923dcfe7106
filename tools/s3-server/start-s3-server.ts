import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../programs/find-free-port';
import { openPort } from '../programs/open-port';
import { spawnServer } from '../programs/server-process';
import { untilAnswering } from '../programs/until-answering';
import { findVersitygw } from './find-versitygw';

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
  await untilAnswering(server, () => openPort(port), stop);
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
