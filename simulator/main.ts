import { CommanderError } from 'commander';
import { SIMULATED_ACCOUNT } from './accounts/account';
import { readCommandLine, type CommandLine } from './command-line';
import { serveControlApi } from './control/serve-control-api';
import { byDuration } from './jobs/job-life';
import { formatReport } from './log/format-report';
import { movableClock } from './movable-clock';
import { startSimulator } from './start-simulator';

const USAGE_EXIT_CODE = 2;

/** Run a simulator until a signal stops it. */
async function main(commandLine: CommandLine): Promise<void> {
  const { host, port, controlPort, jobDuration, queue, parallel, quota, clockSpeed } = commandLine;
  const clock = movableClock({ speed: clockSpeed });
  const simulator = await startSimulator({
    clock,
    host,
    port,
    jobLife: byDuration({ jobMs: jobDuration, queueMs: queue, parallel }),
    quota: { days: quota },
  });
  const controlApi = await serveControlApi(simulator, clock, controlPort).catch(async (error: unknown) => {
    await simulator.close();
    throw error;
  });
  console.log(greeting(simulator.origin, controlApi.origin));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log(`\nWhat the simulator saw:\n${formatReport(simulator.report())}`);
      void Promise.all([controlApi.close(), simulator.close()]);
    });
  }
}

function greeting(origin: string, controlOrigin: string): string {
  const { accountSid, authToken } = SIMULATED_ACCOUNT;
  return `A simulated Twilio listens at ${origin}. Ctrl-C stops it.

For a worker:
  export TWILIO_ACCOUNT_SID=${accountSid} TWILIO_AUTH_TOKEN=${authToken}
  export TWILIO_BULK_EXPORTS_URL=${origin}

By hand:
  curl -u ${accountSid}:${authToken} ${origin}/v1/Exports/Messages/Jobs

Its control API, for this machine only:
  curl ${controlOrigin}/                      all actions
  curl ${controlOrigin}/report.txt            the report so far
  curl ${controlOrigin}/outage -d '{"isOut": true}'`;
}

function told(error: unknown): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? `${error.message}. Choose another --port or --control-port; 0 takes any free one.` : error;
}

async function run(): Promise<void> {
  try {
    await main(readCommandLine(process.argv));
  } catch (error) {
    if (!(error instanceof CommanderError)) console.error(told(error));
    process.exitCode = error instanceof CommanderError ? (error.exitCode === 0 ? 0 : USAGE_EXIT_CODE) : 1;
  }
}

void run();
