import { describeList, listAsJson } from '../../../src/cli/commands/list';
import type { ListedExport } from '../../../src/client/exports/list-exports';

const LISTED: ListedExport = {
  workflowId: 'export-a',
  state: 'running',
  resourceType: 'Messages',
  startTime: new Date('2024-05-01T12:00:00Z'),
};

const NUMBERS = { submissions: 1, adoptedDays: 0, unnamedDays: 0, requestedDays: 9, missing: [] };
const DAYS = { total: 9, planned: 2, submitted: 3, exported: 2, empty: 1, delivered: 0, missing: 1 };

test('each export has a line with its days, missing days, start, end and problem', () => {
  const ended = { state: 'completed', closedAt: new Date('2024-05-02T13:30:00Z') } as const;
  const exports: ListedExport[] = [
    { ...LISTED, progress: { ...NUMBERS, days: DAYS } },
    { ...LISTED, progress: { ...NUMBERS, days: DAYS, phase: 'stuck' } },
    { ...LISTED, ...ended, workflowId: 'export-long', progress: { ...NUMBERS, days: { ...DAYS, total: 366 } } },
    { ...LISTED, problem: 'cannot be replayed' },
  ];
  expect(describeList(exports)).toEqual([
    'STATE      WORKFLOW ID  DAYS     MISSING  STARTED                  ENDED                    PROBLEM',
    'running    export-a     3/9      1        2024-05-01 12:00:00 UTC  -',
    'running    export-a     3/9      1        2024-05-01 12:00:00 UTC  -                        stuck',
    'completed  export-long  360/366  1        2024-05-01 12:00:00 UTC  2024-05-02 13:30:00 UTC',
    'running    export-a     -        -        2024-05-01 12:00:00 UTC  -                        cannot be replayed',
  ]);
});

test('as JSON, the counts have the names of status', () => {
  expect(listAsJson([{ ...LISTED, progress: { ...NUMBERS, days: DAYS } }])).toEqual([{ ...LISTED, days: DAYS, missing: [] }]);
});
