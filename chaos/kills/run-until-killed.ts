import { inspect } from 'node:util';
import { startTemporalHost, type TemporalHost } from '../harness/temporal-host';
import { checkKills } from './check-kills';
import { killPlanOf } from './draw-kill-plan';
import type { KillObservations } from './kill-observations';
import type { KillPlan } from './kill-plan';
import { runKills } from './run-kills';

/** What came of the run of one seed. */
export interface KillResult {
  readonly plan: KillPlan;
  readonly kills: number;
  readonly seconds: number;
  /** Workflow tasks that waited in vain for a dead worker. */
  readonly stickyTimeouts: number;
  /** What must never happen, and did. */
  readonly violations: readonly string[];
}

/** How the runs are done. */
export interface KillCourse {
  /** The folder of the build that is run. */
  readonly lib: string;
  /** Workers are killed so often in total, at least. */
  readonly kills: number;
  readonly fromSeed: number;
  /** How many runs go on at once. */
  readonly parallel: number;
  readonly onResult: (result: KillResult) => void;
}

/** Run seed after seed until enough workers were killed. */
export async function runUntilKilled(options: KillCourse): Promise<readonly KillResult[]> {
  const results: KillResult[] = [];
  const temporal = await startTemporalHost({ hasShortRuns: false });
  let nextSeed = options.fromSeed;
  const killsSoFar = () => results.reduce((sum, { kills }) => sum + kills, 0);
  const lane = async (): Promise<void> => {
    while (killsSoFar() < options.kills) {
      const result = await resultOf(nextSeed++, options.lib, temporal);
      results.push(result);
      options.onResult(result);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.parallel }, lane));
  } finally {
    await temporal.close();
  }
  return results;
}

async function resultOf(seed: number, lib: string, temporal: TemporalHost): Promise<KillResult> {
  const startMs = performance.now();
  const plan = killPlanOf(seed);
  const outcome = await runKills(plan, lib, temporal).then(summaryOf, (error: unknown) => ({
    kills: 0,
    stickyTimeouts: 0,
    violations: [`The run could not be done: ${inspect(error)}`],
  }));
  return { plan, seconds: Math.round((performance.now() - startMs) / 1000), ...outcome };
}

/** The API's `TimeoutType.SCHEDULE_TO_START`. */
const SCHEDULE_TO_START = 2;

function summaryOf(observations: KillObservations): Omit<KillResult, 'plan' | 'seconds'> {
  const timeouts = observations.histories
    .flatMap(({ history }) => history.events ?? [])
    .map(({ workflowTaskTimedOutEventAttributes: timedOut }) => Number(timedOut?.timeoutType));
  return {
    kills: observations.kills,
    stickyTimeouts: timeouts.filter((type) => type === SCHEDULE_TO_START).length,
    violations: checkKills(observations),
  };
}
