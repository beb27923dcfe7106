import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../programs/find-free-port';
import { spawnServer } from '../programs/server-process';
import { findPrometheus } from './find-prometheus';

const START_WITHIN_MS = 20_000;

/** A Prometheus that scrapes one target every second, as job `dayhaul`. */
export interface Prometheus {
  /** The series that a PromQL query returns now. */
  query(expression: string): Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

/** Start Prometheus for a target such as `127.0.0.1:9464`; its data is in a temporary folder. */
export async function startPrometheus(target: string): Promise<Prometheus> {
  const path = await findPrometheus('prometheus');
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-prometheus-'));
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [{ job_name: 'dayhaul', static_configs: [{ targets: [target] }] }],
  };
  const configPath = join(folder, 'prometheus.yml');
  await writeFile(configPath, JSON.stringify(config)); // JSON is YAML
  const origin = `http://127.0.0.1:${await findFreePort()}`;
  const options = {
    'config.file': configPath,
    'storage.tsdb.path': join(folder, 'data'),
    'web.listen-address': new URL(origin).host,
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const server = await spawnServer(path, args, { outlivesParent: false });
  const stop = async () => {
    await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(origin);
  } catch (error) {
    const lines = await server.lastLines();
    await stop();
    throw new Error(`Starting ${path}: ${(error as Error).message}\n${lines}`, { cause: error });
  }
  return {
    query: async (expression) => {
      const response = await fetch(`${origin}/api/v1/query?${new URLSearchParams({ query: expression }).toString()}`);
      const answer = (await response.json()) as { status: string; error?: string; data?: { result: unknown[] } };
      if (answer.status !== 'success') throw new Error(`Prometheus rejected ${expression}: ${answer.error ?? response.statusText}`);
      return answer.data?.result ?? [];
    },
    stop,
  };
}

async function untilReady(origin: string): Promise<void> {
  const end = performance.now() + START_WITHIN_MS;
  for (;;) {
    const isReady = await fetch(`${origin}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    if (performance.now() > end) throw new Error(`not ready within ${START_WITHIN_MS / 1000} s`);
    await sleep(100);
  }
}
