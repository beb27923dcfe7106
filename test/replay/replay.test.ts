import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noopMetricMeter } from '@temporalio/common';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker } from '@temporalio/worker';
import { workflowMetrics } from '../../src/runtime/metrics';
import { quietRuntime } from '../support/quiet-runtime';

const HISTORIES = join(__dirname, 'histories');
const SINKS = workflowMetrics(noopMetricMeter);
const BUNDLE = { codePath: join(__dirname, '../../lib/workflow-bundle.js') };

interface RecordedHistory {
  readonly events: {
    readonly activityTaskScheduledEventAttributes?: { activityType: { name: string } };
    readonly workflowExecutionUpdateAcceptedEventAttributes?: { acceptedRequest: { input: { name: string } } };
  }[];
}

const names = readdirSync(HISTORIES).map((file) => file.replace(/\.json$/, ''));

beforeAll(() => {
  quietRuntime();
});

test('every shape of an export has a recorded history', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'adopted',
      'cancelled',
      'continued-from-another',
      'continues-as-new',
      'day-quota',
      'days-missing',
      'delivered',
      'left-open',
      'missing-allowed',
      'notified',
      'notifier',
      'paused',
      'plain',
      'quota-wait',
      'rate-limited',
      'refused',
      'resubmission',
      'resubmitted',
      'scheduled',
      'searchable',
      'several-chunks',
    ]),
  );
});

test.each(names)('the recorded history "%s" replays on the workflow of today', async (name) => {
  await Worker.runReplayHistory({ workflowBundle: BUNDLE, sinks: SINKS }, read(name), 'export-recorded');
});

test.each(names)('a history tampered with does not replay: "%s" with another activity, or update', async (name) => {
  const history = read(name);
  for (const event of history.events.toReversed()) {
    const activity = event.activityTaskScheduledEventAttributes?.activityType;
    const update = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest.input;
    const tampered = activity ?? update;
    if (!tampered) continue;
    tampered.name = 'somethingElse';
    break;
  }

  const replay = Worker.runReplayHistory({ workflowBundle: BUNDLE, sinks: SINKS }, history, 'export-recorded');
  await expect(replay).rejects.toThrow(DeterminismViolationError);
});

function read(name: string): RecordedHistory {
  return JSON.parse(readFileSync(join(HISTORIES, `${name}.json`), 'utf8')) as RecordedHistory;
}
