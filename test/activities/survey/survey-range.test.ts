import { answer } from '../../../simulator/faults/fault';
import type { SurveyRangeInput } from '../../../src/activities/survey/survey-range';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { HOUR, NOON, SECOND } from '../../domain/support/instants';
import { days } from '../../support/days';
import { ACCOUNT, createJob, failureOf, withActivities } from '../support/activity-bench';

const OTHER_ACCOUNT = 'AC00000000000000000000000000000002';

const MARCH: SurveyRangeInput = {
  account: ACCOUNT,
  resourceType: 'Messages',
  range: days('2024-03-01..2024-03-31'),
  options: DEFAULT_OPTIONS,
};

test("an export is bound to the account and API of the worker, and learns Twilio's clock", () =>
  withActivities(async ({ activities, binding }) => {
    const findings = { exported: [], empty: [], jobs: [] };
    expect(await activities().surveyRange(MARCH)).toEqual({ binding, findings, nowMs: NOON });
  }));

test('files of other clients are found, days without records and days in open jobs', () =>
  withActivities(async (bench) => {
    bench.simulator.day('2024-03-02').isEmpty();
    createJob(bench, '2024-03-01..2024-03-03');
    bench.clock.advance(HOUR);
    const jobSid = createJob(bench, '2024-03-30..2024-04-02');
    const { findings } = await bench.activities().surveyRange(MARCH);
    expect(findings).toMatchObject({
      exported: [days('2024-03-01..2024-03-03')],
      empty: [days('2024-03-02')],
      jobs: [{ jobSid, days: [days('2024-03-30..2024-03-31')] }],
    });
  }));

test('a fresh export uses nothing that is at Twilio, and still reads its clock', () =>
  withActivities(async (bench) => {
    createJob(bench, '2024-03-01..2024-03-03');
    const fresh = { ...MARCH, options: { ...DEFAULT_OPTIONS, fresh: true } };
    const { findings } = await bench.activities().surveyRange(fresh);
    expect(findings).toEqual({ exported: [], empty: [], jobs: [] });
    expect(bench.requests()).toEqual(['list', 'days']);
  }));

test.each([
  ['names another account', { accountInLinks: OTHER_ACCOUNT }, 'WrongAccount'],
  ['names no account', { accountInLinks: 'absent' }, undefined],
] as const)('before anything is requested, a file whose link %s', (_title, view, type) =>
  withActivities(async (bench) => {
    createJob(bench, '2023-12-30');
    bench.clock.advance(HOUR);
    bench.simulator.setView(view);
    for (const fresh of [true, false]) {
      const survey = bench.activities().surveyRange({ ...MARCH, options: { ...DEFAULT_OPTIONS, fresh } });
      if (type === undefined) await expect(survey).resolves.toMatchObject({ findings: { exported: [] } });
      else expect(await failureOf(survey)).toMatchObject({ type, nonRetryable: false });
    }
  }),
);

test('a link that Twilio does not give says nothing of the account', () =>
  withActivities(async (bench) => {
    createJob(bench, '2024-03-01');
    bench.clock.advance(HOUR);
    bench.simulator.faults.plan({ on: 'day', does: answer({ status: 500 }) });
    const { findings } = await bench.activities().surveyRange(MARCH);
    expect(findings.exported).toEqual([days('2024-03-01')]);
  }));

test('credentials that Twilio rejects are a failure within seconds', () =>
  withActivities(async ({ activities, simulator }) => {
    simulator.setAccounts([]);
    expect(await failureOf(activities().surveyRange(MARCH))).toMatchObject({
      type: 'CredentialsRefused',
      nonRetryable: false,
      nextRetryDelay: 2 * SECOND,
    });
  }));

test('a day list that does not come is no empty list', () =>
  withActivities(async ({ activities, simulator }) => {
    simulator.faults.plan({ on: 'days', does: answer({ status: 500 }) });
    expect((await failureOf(activities().surveyRange(MARCH))).type).toBe('Unavailable');
  }));

test('an export with an address that the worker does not allow ends before anything is requested', () =>
  withActivities(async ({ activities, requests }) => {
    const options = { ...DEFAULT_OPTIONS, email: 'me@example.org' };
    const surveying = activities({ permissions: { emails: ['*@example.com'] } }).surveyRange({ ...MARCH, options });
    expect(await failureOf(surveying)).toMatchObject({
      type: 'BadInput',
      nonRetryable: true,
      message: 'DAYHAUL_ALLOW_EMAILS of the worker does not allow me@example.org.',
    });
    expect(requests()).toEqual([]);
  }));
