import { adviceOn, type AdvisedExport } from '../../../src/domain/describe/advice';
import type { Progress } from '../../../src/domain/describe/progress';
import type { Step } from '../../../src/domain/plan/next-submission';
import { days } from '../../support/days';

const EXPORT = { workflowId: 'export-a', account: 'a', resourceType: 'Calls' } as const;
const NONE = { total: 9, planned: 0, submitted: 0, exported: 0, empty: 0, delivered: 0, missing: 0 };
const REST: Step = { step: 'rest' };

function advice(progress: Partial<Progress>, step: Step = REST, more: Partial<AdvisedExport> = {}): string {
  const whole = { days: NONE, jobs: [], missing: [], ...progress };
  return adviceOn(whole, step, { ...EXPORT, ...more })
    .replace('**Next:** ', '')
    .replaceAll('dayhaul ', '');
}

const MISSING = [{ reason: 'exhausted', attempts: 3, ranges: [days('2024-03-05..2024-03-06')] }] as const;

test.each<[string, Parameters<typeof advice>, string]>([
  ['ended well', [{}], 'look at what it did; its files stay at Twilio for 7 days: `status export-a`'],
  [
    'ended well, delivered',
    [{}, REST, { archive: '/a' }],
    'read the archive again: `verify --archive /a --resource-type Calls`',
  ],
  [
    'ended with missing days',
    [{ days: { ...NONE, missing: 2 }, missing: MISSING }, REST, { archive: '/a' }],
    'ask again for what is missing: `resubmit export-a`',
  ],
  [
    'ended with days that no run looked at',
    [{}, REST, { uncovered: days('2024-01-01..2024-01-07') }],
    'ask for 2024-01-01..2024-01-07, which no run looked at: `export --account a --resource-type Calls --from 2024-01-01 --to 2024-01-07`',
  ],
  [
    'ended well, in a folder that a shell reads otherwise',
    [{}, REST, { archive: "/my $files; Ana's" }],
    `read the archive again: \`verify --archive '/my $files; Ana'\\''s' --resource-type Calls\``,
  ],
  [
    'paused',
    [{ days: { ...NONE, planned: 9 } }, { step: 'pause', pause: { sinceMs: 0 } }],
    'go on: `resume export-a`',
  ],
  [
    'running with days given up',
    [{ days: { ...NONE, submitted: 7, missing: 2 }, missing: MISSING }],
    'ask again for what is missing: `resubmit export-a`',
  ],
  [
    'waiting for quota',
    [
      { days: { ...NONE, planned: 9 } },
      {
        step: 'submit',
        chunk: days('2024-03-01..2024-03-09'),
        attempt: 1,
        submission: 1,
        quotaWait: { why: 'Spent.', untilMs: 0, group: 'team' },
      },
    ],
    'see who has the quota: `quota show --group team`',
  ],
  [
    'fetching its last files',
    [{ days: { ...NONE, exported: 9 }, delivery: { waitingDays: 3 } as Progress['delivery'] & object }],
    'nothing, unless *Pending Activities* tells of a refusal; see how it stands: `status export-a`',
  ],
])('an export that is %s', (_name, given, message) => {
  expect(advice(...given)).toBe(message);
});
