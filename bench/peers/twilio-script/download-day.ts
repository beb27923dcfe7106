import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Download the file behind a signed link, without credentials. It gets its name when it is whole. */
export async function downloadDay(link: string, folder: string, day: string): Promise<void> {
  const response = await fetch(link);
  if (!response.ok || response.body === null) {
    throw Object.assign(new Error(`The file host answered ${response.status}.`), { status: response.status });
  }
  const path = join(folder, `${day}.json.gz`);
  await pipeline(response.body, createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
}
