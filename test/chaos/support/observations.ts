import type { ExportObservations, Observations } from '../../../chaos/observations';
import type { ExportSpec, Scenario } from '../../../chaos/scenario';
import { instantly } from '../../../simulator/jobs/job-life';
import type { Simulator } from '../../../simulator/start-simulator';

/** An export of three days; a test says what is different. */
export function exportSpec(changes: Partial<ExportSpec> = {}): ExportSpec {
  return {
    resourceType: 'Messages',
    range: { startDay: '2024-03-01', endDay: '2024-03-03' },
    startsAfterMs: 0,
    options: { daysPerChunk: 3, openJobs: 1, maxAttempts: 2, newestFirst: false, waitForRecentDays: false, allowMissing: false },
    startsAgain: false,
    isArchived: false,
    ...changes,
  };
}

/** An export that says that all of its days are exported. */
export function exportedWell(changes: Partial<ExportObservations> = {}): ExportObservations {
  const days = { total: 3, exported: 3, empty: 0, delivered: 0, missing: 0 };
  return {
    spec: exportSpec(),
    startedAtMs: Date.parse('2024-03-20T12:00:00Z'),
    end: { kind: 'completed', outcome: { days, requestedDays: 3 } },
    ledger: [{ startDay: '2024-03-01', endDay: '2024-03-03', state: 'exported' }],
    progress: [{ requestedDays: 3, unnamedDays: 0, waitingFor: '' }],
    ...changes,
  };
}

/** What a simulator saw, and what one export said. */
export function observationsOf(
  simulator: Simulator,
  exported: ExportObservations = exportedWell(),
  changes: Partial<Omit<Observations, 'scenario'>> & { readonly scenario?: Partial<Scenario> } = {},
): Observations {
  const { scenario, ...others } = changes;
  return {
    scenario: {
      seed: 1,
      startMs: exported.startedAtMs,
      exports: [exported.spec],
      life: instantly(),
      view: { daysInList: 'named' },
      fates: [],
      foreignJobs: [],
      faults: [],
      events: [],
      followers: [],
      ...scenario,
    },
    exports: [exported],
    jobs: simulator.jobs(),
    dayRequests: simulator.dayRequests(),
    requests: simulator.requests(),
    report: simulator.report(),
    commands: [],
    pauses: [],
    archive: [],
    histories: [],
    replayFailures: [],
    foreignSpendings: 0,
    foreignRefusals: 0,
    midnightsPassed: 0,
    workerKills: 0,
    workerOwnEnds: [],
    ...others,
  };
}
