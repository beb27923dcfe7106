import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { startSimulator } from '../../simulator/start-simulator';
import { formatBytes } from '../../src/domain/format';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram } from '../../tools/programs/start-program';
import { startTemporal } from '../../tools/temporal-server/start-temporal';
import { peakMemory } from '../report/peak-memory';

const LIB = join(__dirname, '../..');
const MOST_RATIO = 1.2;

const QUICK = ['--poll-min', '200ms', '--poll-max', '1s', '--days-per-chunk', '91'];

/** Deliver a short and a long range, each by a worker of its own, and compare how much memory they took at most. */
async function main(): Promise<void> {
  const short = await peakFor('2024-01-01', '2024-01-31');
  const long = await peakFor('2017-01-01', '2023-12-31');
  console.log(`31 days     ${formatBytes(short)} at most`);
  console.log(`2,556 days  ${formatBytes(long)} at most`);
  const ratio = long / short;
  console.log(`The long range takes ${ratio.toFixed(2)} of the short one's; at most ${MOST_RATIO} is wanted.`);
  if (ratio > MOST_RATIO) process.exitCode = 1;
}

async function peakFor(from: string, to: string): Promise<number> {
  const temporal = await startTemporal({});
  const simulator = await startSimulator({});
  const archive = await mkdtemp(join(tmpdir(), 'dayhaul-memory-'));
  const env = isolatedEnvironment({
    TEMPORAL_ADDRESS: temporal.address,
    TWILIO_ACCOUNT_SID: SIMULATED_ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: SIMULATED_ACCOUNT.authToken,
    TWILIO_BULK_EXPORTS_URL: simulator.origin,
    DAYHAUL_QUOTA_DAYS: 'none',
  });
  const worker = await startProgram(join(LIB, 'worker.js'), [], { env });
  try {
    const args = ['export', '--resource-type', 'Messages', '--from', from, '--to', to, '--archive', archive];
    const starter = await startProgram(join(LIB, 'starter.js'), [...args, ...QUICK, '--follow'], { env });
    if ((await starter.exit) !== 0) throw new Error(starter.stdout() + starter.stderr());
    return await peakMemory(worker.pid);
  } finally {
    await worker.stop();
    await simulator.close();
    await temporal.stop();
    await rm(archive, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
