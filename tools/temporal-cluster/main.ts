import { findServer } from './find-server';

/** Build the programs of a cluster ahead of the tests, unless the cache has them. */
async function main(): Promise<void> {
  for (const program of ['temporal-server', 'temporal-sql-tool'] as const) {
    console.log(
      await findServer(program, (line) => {
        console.error(line);
      }),
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
