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
  ['complete', [{}], 'show the result; Twilio keeps the files for 7 days: `status export-a`'],
  ['complete and delivered', [{}, REST, { archive: '/a' }], 'verify the archive: `verify --archive /a --resource-type Calls`'],
  [
    'ended with missing days',
    [{ days: { ...NONE, missing: 2 }, missing: MISSING }, REST, { archive: '/a' }],
    'export the missing days again: `resubmit export-a`',
  ],
  [
    'ended with days that no run covered',
    [{}, REST, { uncovered: days('2024-01-01..2024-01-07') }],
    'export 2024-01-01..2024-01-07, which no scheduled run covered: `export --account a --resource-type Calls --from 2024-01-01 --to 2024-01-07`',
  ],
  [
    'complete, in a folder whose path needs quotes',
    [{}, REST, { archive: "/my $files; Ana's" }],
    `verify the archive: \`verify --archive '/my $files; Ana'\\''s' --resource-type Calls\``,
  ],
  ['paused', [{ days: { ...NONE, planned: 9 } }, { step: 'pause', pause: { sinceMs: 0 } }], 'resume the export: `resume export-a`'],
  [
    'running with missing days',
    [{ days: { ...NONE, submitted: 7, missing: 2 }, missing: MISSING }],
    'resubmit the missing days: `resubmit export-a`',
  ],
  [
    'waiting for quota',
    [
      { days: { ...NONE, planned: 9 } },
      {
        step: 'submit',
        chunks: [{ range: days('2024-03-01..2024-03-09'), attempt: 1 }],
        quotaWait: { why: 'Spent.', untilMs: 0, group: 'team' },
      },
    ],
    'show who uses the quota: `quota show --group team`',
  ],
  [
    'fetching its last files',
    [{ days: { ...NONE, exported: 9 }, delivery: { waitingDays: 3 } as Progress['delivery'] & object }],
    'no action needed. If *Pending Activities* shows an error, run: `status export-a`',
  ],
])('an export that is %s', (_name, given, message) => {
  expect(advice(...given)).toBe(message);
});
