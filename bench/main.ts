import { startTemporal } from '../tools/temporal-server/start-temporal';
import { readCommandLine, type CommandLine } from './command-line';
import { COMPARISONS, runComparison } from './comparisons/run-comparison';
import { findAirbyteCdk } from './contestants/airbyte-cdk';
import { dayhaul } from './contestants/dayhaul';
import { twilioScript } from './contestants/twilio-script';
import { thisMachine } from './report/machine';
import { reportResult, reportSweep } from './report/write-report';
import { runScenario } from './run-scenario';
import { FIGURES } from './scenario';
import { SCENARIOS } from './scenarios';
import { runSweep } from './sweeps/run-sweep';
import { SWEEPS } from './sweeps/sweeps';

/** Run the scenarios, comparisons and sweeps one after the other, and write what came out of each as soon as it has ended. */
async function main({ scenario: only, runs }: CommandLine): Promise<void> {
  const temporal = await startTemporal({ onProgress: console.log });
  const contestants = [dayhaul, twilioScript, await findAirbyteCdk()];
  const versions = {
    ...Object.fromEntries(contestants.flatMap((contestant) => Object.entries(contestant.versions))),
    Node: process.versions.node,
    'Temporal CLI': temporal.version.replace('temporal version ', ''),
  };
  const isWanted = ({ name }: { readonly name: string }) => only === undefined || name === only;
  const header = () => ({ date: new Date().toISOString().slice(0, 10), machine: thisMachine(), versions });
  try {
    for (const scenario of SCENARIOS.filter(isWanted)) {
      console.log(scenario.title);
      const results = await runScenario(scenario, contestants, { runs, temporal: temporal.address });
      await reportResult({ subject: scenario, ...header(), contestants: results }, FIGURES);
    }
    for (const { labels, prepare, ...subject } of COMPARISONS.filter(isWanted)) {
      console.log(subject.title);
      await reportResult({ subject, ...header(), contestants: await runComparison(prepare, runs) }, labels);
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
