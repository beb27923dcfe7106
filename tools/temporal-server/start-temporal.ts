import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { findFreePort } from '../programs/find-free-port';
import { readVersion } from '../programs/run-command';
import { spawnServer } from '../programs/server-process';
import { findTemporal, type FoundTemporal } from './find-temporal';
import { type DynamicConfig, type SearchAttributeKind, serverArguments } from './server-arguments';
import { ServerEnded, waitForStart } from './wait-for-start';

const START_ATTEMPTS = 3;

export interface StartTemporalOptions {
  /** Whether to serve the Web UI; implied by a port for it. */
  readonly ui?: boolean;
  /** The file that keeps the server's state from one start to the next; without it everything is in memory. */
  readonly dbFilename?: string;
  /** Any free port if absent; an error if it is taken. */
  readonly port?: number;
  readonly uiPort?: number;
  /** Where the Web UI has payloads decoded. */
  readonly uiCodecEndpoint?: string;
  /** Added to, or put in place of, the settings every server gets here. */
  readonly dynamicConfig?: DynamicConfig;
  readonly searchAttributes?: Readonly<Record<string, SearchAttributeKind>>;
  /** The Temporal CLI to run; found, and if need be downloaded or built, if absent. */
  readonly binary?: string;
  readonly onProgress?: (line: string) => void;
  /** Whether the server lives on when this process is gone. */
  readonly detached?: boolean;
}

/** A Temporal development server that answers. */
export interface TemporalServer {
  readonly address: string;
  readonly namespace: 'default';
  readonly uiUrl?: string;
  readonly pid: number;
  /** The version line of the Temporal CLI it runs from. */
  readonly version: string;
  /** Where that Temporal CLI came from, in words. */
  readonly source: string;
  /** Resolves when the process is gone, for whatever reason. */
  readonly exited: Promise<unknown>;
  /** Ask it to stop; resolves when the process is gone, at the latest a few seconds later by SIGKILL. */
  stop(): Promise<void>;
  /** End it by a signal, as an accident would; resolves when the process is gone. */
  kill(signal?: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<void>;
}

/**
 * Start a Temporal development server on 127.0.0.1, and return when it really answers.
 *
 * It knows nothing of the person's own Temporal: TEMPORAL_* variables and configuration files are not read. It is killed when this
 * process is gone, even by SIGKILL, unless it is detached; and it does not keep this process running.
 */
export async function startTemporal(options: StartTemporalOptions = {}): Promise<TemporalServer> {
  const { path, source, version } = await chooseBinary(options);
  const dbFilename = options.dbFilename === undefined ? undefined : resolve(options.dbFilename);
  if (dbFilename !== undefined) await mkdir(dirname(dbFilename), { recursive: true });

  const withUi = options.ui ?? options.uiPort !== undefined;

  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort(options.port);
    const uiPort = withUi ? await findFreePort(options.uiPort) : undefined;
    const args = serverArguments({ ...options, port, uiPort, dbFilename });
    const server = await spawnServer(path, args, { outlivesParent: options.detached === true });
    try {
      await waitForStart(server, { port, uiPort });
    } catch (error) {
      const lines = await server.lastLines();
      await server.end('SIGKILL');
      if (attempt < START_ATTEMPTS && error instanceof ServerEnded) continue;
      throw new Error(`Starting a Temporal server with ${path}: ${(error as Error).message}\n${lines}`, { cause: error });
    }
    return {
      address: `127.0.0.1:${port}`,
      ...(uiPort !== undefined && { uiUrl: `http://127.0.0.1:${uiPort}` }),
      namespace: 'default',
      pid: server.pid,
      exited: server.exited,
      version,
      source,
      stop: () => server.end('SIGTERM'),
      kill: (signal = 'SIGKILL') => server.end(signal),
    };
  }
}

async function chooseBinary({ binary, onProgress }: StartTemporalOptions): Promise<FoundTemporal> {
  if (binary === undefined) return findTemporal(onProgress ? { onProgress } : {});
  return { path: binary, source: 'the caller', version: await readVersion(binary) };
}
