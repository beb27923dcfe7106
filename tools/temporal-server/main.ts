import { findTemporal } from './find-temporal';

/** Print which Temporal CLI is used, after getting one if there is none: to warm the cache ahead of tests. */
async function main(): Promise<void> {
  const { path, source, version } = await findTemporal({
    onProgress: (line) => {
      console.error(line);
    },
  });
  console.log(`${version}\n${path} (${source})`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
