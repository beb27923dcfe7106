import { inspect } from 'node:util';
import { describeScenario } from './describe-scenario';
import { scenarioOf } from './generate/generate-scenario';
import type { Observations } from './observations';
import { judge } from './check-invariants';
import { runScenario } from './run-scenario';
import { startTemporalHost, type TemporalHost } from './harness/temporal-host';
import type { Scenario } from './scenario';

/** What came of one seed. */
export interface Verdict {
  readonly seed: number;
  readonly seconds: number;
  /** What the exports did that they promise never to do; none when all is well. */
  readonly violations: readonly string[];
  readonly scenario: readonly string[];
  readonly jobs: number;
  readonly requestedDays: number;
}

/** How seeds are run. */
export interface RunOptions {
  /** The folder of the build that is judged. */
  readonly lib: string;
  /** How many scenarios are run at once. */
  readonly parallel: number;
  readonly onVerdict: (verdict: Verdict) => void;
  /** Stop after the first seed with a violation. */
  readonly stopsAtViolation?: boolean;
}

/** Run scenarios, one Temporal server for all but those that kill theirs. */
export async function runSeeds(seeds: readonly number[], options: RunOptions): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  const waiting = [...seeds];
  const shared = await startTemporalHost();
  const isOver = () => options.stopsAtViolation === true && verdicts.some(({ violations }) => violations.length > 0);
  const lane = async (): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined && !isOver(); seed = waiting.shift()) {
      const verdict = await verdictOn(seed, options.lib, shared);
      verdicts.push(verdict);
      options.onVerdict(verdict);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.parallel }, lane));
  } finally {
    await shared.close();
  }
  return verdicts.sort((one, other) => one.seed - other.seed);
}

async function verdictOn(seed: number, lib: string, shared: TemporalHost): Promise<Verdict> {
  const startMs = performance.now();
  const scenario = scenarioOf(seed);
  const judged = await judgedOn(scenario, lib, shared).catch((error: unknown) => ({
    violations: [`The scenario could not be played: ${inspect(error)}`],
    jobs: 0,
    requestedDays: 0,
  }));
  const seconds = Math.round((performance.now() - startMs) / 100) / 10;
  return { seed, seconds, ...judged, scenario: describeScenario(scenario) };
}

async function judgedOn(
  scenario: Scenario,
  lib: string,
  shared: TemporalHost,
): Promise<Pick<Verdict, 'violations' | 'jobs' | 'requestedDays'>> {
  const observations = await runOn(scenario, lib, shared);
  const { requestedDays } = observations.report;
  return { violations: judge(observations), jobs: observations.jobs.length, requestedDays };
}

/** A Temporal server that is killed is nobody else's. */
async function runOn(scenario: Scenario, lib: string, shared: TemporalHost): Promise<Observations> {
  const killsTemporal = scenario.events.some(({ actions }) => actions.some(({ action }) => action === 'killTemporal'));
  if (!killsTemporal) return runScenario(scenario, lib, shared);
  const own = await startTemporalHost({ survives: true });
  try {
    return await runScenario(scenario, lib, own);
  } finally {
    await own.close();
  }
}
