import { recordPollDue, recordPollStart, recordReport } from '../../../src/domain/ledger/fold-report';
import { unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import { adopt, found, planned, submitted, RULE, states } from '../support/ledgers';
import { DAY, HOUR, NOON } from '../support/instants';
import { marches } from '../support/march';
import { report } from '../support/reports';

/** What is known of job JS1 after reports, each so many hours after it was submitted. */
function jobAfter(...looks: (readonly [number, (nowMs: number) => JobReport])[]) {
  const ledger = looks.reduce((before, [hours, look]) => recordReport(before, look(NOON + hours * HOUR), RULE), submitted('1..9'));
  const [job] = ledger.jobs;
  return { isStuck: job?.isStuck ?? false, changedAfterHours: ((job?.changedAtMs ?? NaN) - NOON) / HOUR };
}

const running = (nowMs: number) => report('JS1', { Running: '1..9' }, { nowMs });
const further = (nowMs: number) => report('JS1', { Running: '2..9', Completed: '1' }, { nowMs });
const gone = (nowMs: number) => unseenReport('JS1', nowMs);

describe('a job is stuck', () => {
  test.each<[string, Parameters<typeof jobAfter>, ReturnType<typeof jobAfter>]>([
    [
      'not before three days without change',
      [
        [1, running],
        [72.9, running],
      ],
      { isStuck: false, changedAfterHours: 1 },
    ],
    [
      'after three days without change',
      [
        [1, running],
        [73, running],
      ],
      { isStuck: true, changedAfterHours: 1 },
    ],
    [
      'as long as nothing changes',
      [
        [1, running],
        [73, running],
        [99, running],
      ],
      { isStuck: true, changedAfterHours: 1 },
    ],
    [
      'no longer once something changes',
      [
        [1, running],
        [73, running],
        [99, further],
      ],
      { isStuck: false, changedAfterHours: 99 },
    ],
    [
      'no sooner than three days after the last change',
      [
        [1, running],
        [73, further],
        [144, further],
      ],
      { isStuck: false, changedAfterHours: 73 },
    ],
    [
      'as before while it is not there',
      [
        [1, running],
        [73, running],
        [99, gone],
      ],
      { isStuck: true, changedAfterHours: 1 },
    ],
    [
      'not by not being there',
      [
        [1, running],
        [99, gone],
      ],
      { isStuck: false, changedAfterHours: 1 },
    ],
  ])('%s', (_name, looks, job) => {
    expect(jobAfter(...looks)).toEqual(job);
  });

  test('and its days are still open: nothing is given up', () => {
    const stuck = recordReport(submitted('1..9'), running(NOON + 4 * DAY), { ...RULE, stuckAfterMs: 1 });
    expect(states(stuck)).toEqual(['1..9 submitted in JS1, attempt 1']);
  });
});

test('a completed day of an adopted job whose file is about to go is requested again, without an attempt of ours', () => {
  const adopted = adopt(planned('1..3'), { jobs: [found('JS9', '1..3')] });
  const look = { ...report('JS9', { Completed: '1..3' }), expiring: marches('2') };
  expect(states(recordReport(adopted, look, RULE))).toEqual(['1 exported', '2 planned', '3 exported']);
});

test('a job whose poll is due is polled at once, whatever its estimate', () => {
  const ledger = recordPollStart(
    recordReport(submitted('1..3'), report('JS1', { Running: '1..3' }, { estimatedEndMs: NOON }), RULE),
  );
  expect(recordPollDue(ledger, 'JS1').jobs).toMatchObject([{ isPolled: false, estimatedEndMs: undefined }]);
  expect(recordPollDue(ledger, 'JS9').jobs).toEqual(ledger.jobs);
});
