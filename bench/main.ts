import { version as twilioVersion } from 'twilio/package.json';
import { VERSION } from '../src/version';
import { startTemporal } from '../tools/temporal-server/start-temporal';
import { readCommandLine, type CommandLine } from './command-line';
import { dayhaul } from './contestants/dayhaul';
import { twilioScript } from './contestants/twilio-script';
import { thisMachine } from './report/machine';
import { writeReport } from './report/write-report';
import { runScenario } from './run-scenario';
import { SCENARIOS } from './scenarios';

/** Run the scenarios one after the other, and write what came out of each as soon as it has ended. */
async function main({ scenario: only, runs }: CommandLine): Promise<void> {
  const temporal = await startTemporal({ onProgress: console.log });
  const versions = {
    Dayhaul: VERSION,
    twilio: twilioVersion,
    Node: process.versions.node,
    'Temporal CLI': temporal.version.replace('temporal version ', ''),
  };
  try {
    for (const scenario of SCENARIOS.filter(({ name }) => only === undefined || name === only)) {
      console.log(scenario.title);
      const contestants = await runScenario(scenario, [dayhaul, twilioScript], { runs, temporal: temporal.address });
      const date = new Date().toISOString().slice(0, 10);
      await writeReport({ scenario, date, machine: thisMachine(), versions, contestants });
    }
  } finally {
    await temporal.stop();
  }
}

main(readCommandLine()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
