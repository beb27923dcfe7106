import { describeEntry } from '../../src/runtime/logging';

test('an event is one line: time, level, message, activity, workflow and error', () => {
  const line = describeEntry({
    level: 'WARN',
    message: 'Activity failed',
    timestampNanos: 1_709_640_000_000_000_000n,
    meta: {
      activityType: 'submitJob',
      workflowId: 'export-default-Messages-2024-03-01..2024-03-31',
      error: new Error('Twilio answered 401.'),
    },
  });

  expect(line).toBe(
    '2024-03-05T12:00:00.000Z WARN Activity failed submitJob export-default-Messages-2024-03-01..2024-03-31: ' +
      'Twilio answered 401.',
  );
});
