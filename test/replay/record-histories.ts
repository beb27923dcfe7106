import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { rateLimit } from '../../simulator/fault';
import { byLooks } from '../../simulator/job-life';
import type { Simulator } from '../../simulator/start-simulator';
import type { ExportOptions } from '../../src/domain/export-options';
import { useExportBench } from '../support/export-bench';
import { withSimulator } from '../support/with-simulator';

/** One history per shape that an export can take. */
const SHAPES: Record<string, { options?: Partial<ExportOptions>; prepare?: (simulator: Simulator) => void }> =
  {
    plain: {},
    'several-chunks': { options: { daysPerChunk: 5, openJobs: 2 } },
    resubmission: {
      prepare: (simulator) => simulator.day('2024-03-05').fails(1),
    },
    'days-missing': {
      prepare: (simulator) => simulator.day('2024-03-05').failsForEver(),
    },
    'missing-allowed': {
      options: { allowMissing: true, maxAttempts: 1 },
      prepare: (simulator) => simulator.day('2024-03-05').failsForEver(),
    },
    'rate-limited': {
      prepare: (simulator) => {
        simulator.faults.plan({ on: 'any', after: 1, does: rateLimit() });
      },
    },
  };

const ROOT = join(__dirname, '../..');

const bench = useExportBench();
const runsBench = useExportBench({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 30 } });

test.each(Object.entries(SHAPES))('record %s', (name, { options, prepare }) =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    prepare?.(simulator);
    const { handle } = await bench().run(simulator, {
      range: '2024-03-01..2024-03-20',
      options: { daysPerChunk: 20, ...options },
    });
    save(name, historyToJSON(await handle.fetchHistory()));
  }),
);

test('record a run that continues as new, and the one after it', () =>
  withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
    simulator.day('2024-03-05').fails(2);
    const { handle } = await runsBench().run(simulator, {
      range: '2024-03-01..2024-03-20',
      options: { daysPerChunk: 3, openJobs: 2 },
    });
    const { client } = runsBench();
    save('continued-from-another', historyToJSON(await handle.fetchHistory()));
    const first = client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    save('continues-as-new', historyToJSON(await first.fetchHistory()));
  }));

/** The name of the recording machine and its folders are nobody's business. */
function save(name: string, history: string): void {
  const path = join(__dirname, 'histories', `${name}.json`);
  writeFileSync(
    path,
    `${JSON.stringify(JSON.parse(history.replaceAll(hostname(), 'worker').replaceAll(ROOT, '.')), undefined, 1)}\n`,
  );
}
