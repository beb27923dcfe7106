import { findVersitygw } from '../../tools/s3-server/find-versitygw';
import type { TestRun } from './global-setup';

/** Find the S3 server of the archive's tests, or build it. Without one they are skipped, but in CI that is a failure. */
export async function findS3ServerOnce({ testPathPatterns }: TestRun): Promise<void> {
  const patterns = testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && !patterns.some((path) => path.includes('test/archive'))) return;
  try {
    const onProgress = (line: string) => process.stderr.write(`${line}\n`);
    process.env['DAYHAUL_VERSITYGW'] = await findVersitygw({ onProgress });
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    process.env['DAYHAUL_NO_S3'] = 'true';
    process.stderr.write(`Skipped: the archive's tests on S3. ${(error as Error).message}\n`);
  }
}
