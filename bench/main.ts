import { version as twilioVersion } from 'twilio/package.json';
import { VERSION } from '../src/version';
import { startTemporal } from '../tools/temporal-server/start-temporal';
import { readCommandLine, type CommandLine } from './command-line';
import { dayhaul } from './contestants/dayhaul';
import { twilioScript } from './contestants/twilio-script';
import { thisMachine } from './report/machine';
import { reportScenario, reportSweep } from './report/write-report';
import { runScenario } from './run-scenario';
import { SCENARIOS } from './scenarios';
import { runSweep } from './sweeps/run-sweep';
import { SWEEPS } from './sweeps/sweeps';

/** Run the scenarios and sweeps one after the other, and write what came out of each as soon as it has ended. */
async function main({ scenario: only, runs }: CommandLine): Promise<void> {
  const temporal = await startTemporal({ onProgress: console.log });
  const versions = {
    Dayhaul: VERSION,
    twilio: twilioVersion,
    Node: process.versions.node,
    'Temporal CLI': temporal.version.replace('temporal version ', ''),
  };
  const isWanted = ({ name }: { readonly name: string }) => only === undefined || name === only;
  const header = () => ({ date: new Date().toISOString().slice(0, 10), machine: thisMachine(), versions });
  try {
    for (const scenario of SCENARIOS.filter(isWanted)) {
      console.log(scenario.title);
      const contestants = await runScenario(scenario, [dayhaul, twilioScript], { runs, temporal: temporal.address });
      await reportScenario({ scenario, ...header(), contestants });
    }
    for (const sweep of SWEEPS.filter(isWanted)) {
      console.log(sweep.title);
      const points = await runSweep(sweep, { runs, temporal: temporal.address });
      await reportSweep({ sweep, ...header(), points });
    }
  } finally {
    await temporal.stop();
  }
}

main(readCommandLine()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
