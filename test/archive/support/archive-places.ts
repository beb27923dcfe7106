import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../src/archive/stores/open-store';
import type { Store } from '../../../src/archive/stores/store';
import { startS3Server, type S3Server } from '../../../tools/s3-server/start-s3-server';

/** A place that tests keep archives in. */
interface ArchivePlaces {
  /** An empty store of its own for a test. */
  newStore(): Promise<Store>;
}

/** The kinds of places there are to test: on a machine without an S3 server, only folders. */
export const KINDS: readonly ('folder' | 's3')[] = process.env['DAYHAUL_NO_S3'] ? ['folder'] : ['folder', 's3'];

/** Places of a kind for all tests of a file; what they keep is removed after them. */
export function useArchivePlaces(kind: 'folder' | 's3'): ArchivePlaces {
  return kind === 'folder' ? useFolders() : useBucket();
}

/** A folder for each test that asks, removed after it. */
export function useFolders(): ArchivePlaces & { newFolder(): Promise<string> } {
  const folders: string[] = [];
  const newFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dayhaul-archive-'));
    folders.push(folder);
    return folder;
  };
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  return { newFolder, newStore: async () => openStore(join(await newFolder(), 'archive')) };
}

/** An S3 server with one bucket, in which each store has a prefix. */
export function useBucket(): ArchivePlaces & { server(): S3Server } {
  let running: S3Server | undefined;
  const server = (): S3Server => {
    if (!running) throw new Error('The S3 server is there only while tests run.');
    return running;
  };
  const before = { ...process.env };
  beforeAll(async () => {
    running = await startS3Server();
    await running.makeBucket('archives');
    Object.assign(process.env, running.environment);
  });
  afterAll(async () => {
    process.env = before;
    await running?.stop();
  });
  return {
    server,
    newStore: () =>
      Promise.resolve(
        openStore(`s3://archives/${randomUUID()}`, { otherStore: { endpoint: server().endpoint, region: 'us-east-1' } }),
      ),
  };
}
