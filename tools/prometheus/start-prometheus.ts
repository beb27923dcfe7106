import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../programs/find-free-port';
import { spawnServer } from '../programs/server-process';
import { untilAnswering } from '../programs/until-answering';
import { findPrometheus } from './find-prometheus';

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
  await untilAnswering(server, () => assertReady(origin), stop);
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

async function assertReady(origin: string): Promise<void> {
  const { ok, status } = await fetch(`${origin}/-/ready`);
  if (!ok) throw new Error(`status ${status}`);
}
