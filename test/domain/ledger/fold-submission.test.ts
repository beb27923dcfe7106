import { startOfDay, type Day } from '../../../src/domain/days/day-range';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { recordFindings, recordRefusal } from '../../../src/domain/ledger/fold-submission';
import { openDaysOf, type Ledger } from '../../../src/domain/ledger/ledger';
import { nextStep } from '../../../src/domain/plan/next-submission';
import { DAY, HOUR, NOON } from '../support/instants';
import { adopt, found, planned, RULE, states, submit, submitted } from '../support/ledgers';
import { inMarch, march } from '../support/march';
import { report } from '../support/reports';

describe('what is found at Twilio', () => {
  test('is taken over where days are planned, and needs no request', () => {
    const ledger = adopt(planned('1..9'), { exported: '1..2', empty: '3', jobs: [found('JS9', '5..6')] });
    expect(states(ledger)).toEqual(['1..2 exported', '3 empty', '4 planned', '5..6 submitted in JS9, attempt 0', '7..9 planned']);
    expect(ledger).toMatchObject({ adoptedDays: 5, requestedDays: 0, submissions: 0 });
  });

  test('opens a job of others, found just now, with the outlook that Twilio gave', () => {
    const job = { ...found('JS9', '1..9', '5..6'), queuePosition: 3, estimatedEndMs: NOON + HOUR };
    expect(recordFindings(planned('4..9'), { exported: [], empty: [], jobs: [job] }, NOON).jobs).toEqual([
      {
        jobSid: 'JS9',
        range: march('1..9'),
        submittedAtMs: NOON,
        changedAtMs: NOON,
        isPolled: false,
        isAdopted: true,
        counts: [],
        unknownWords: [],
        queuePosition: 3,
        estimatedEndMs: NOON + HOUR,
      },
    ]);
  });

  test('changes no day that is in a job of ours, or settled', () => {
    const look = report('JS1', { Completed: '1', DeletedByUserRequest: '2' });
    const ledger = recordReport(submitted('1..4'), look, RULE);
    expect(adopt(ledger, { exported: '1..2', empty: '3', jobs: [found('JS9', '1..4')] })).toEqual(ledger);
  });

  test('opens no job whose days are known to be exported', () => {
    const ledger = adopt(planned('1..2'), { exported: '1..2', jobs: [found('JS9', '1..2')] });
    expect(ledger).toMatchObject({ jobs: [], adoptedDays: 2 });
  });

  test('gives each day to the first of several jobs', () => {
    const ledger = adopt(planned('1..4'), { jobs: [found('JS8', '1..2'), found('JS9', '3..4')] });
    expect(ledger.jobs.map((job) => [job.jobSid, inMarch(openDaysOf(ledger, job))])).toEqual([
      ['JS8', '1..2'],
      ['JS9', '3..4'],
    ]);
  });

  test('is nothing, and then nothing changes', () => {
    const ledger = submit(planned('1..4'), '1');
    expect(adopt(ledger, {})).toEqual(ledger);
  });

  test('may be an open job of ours whose day had failed and goes on after all: it stays ours', () => {
    const failed = recordReport(submitted('1..2'), report('JS1', { Failed: '1' }), RULE);
    const again = adopt(failed, { jobs: [found('JS1', '1..2', '1')] });
    expect(states(again)).toEqual(['1..2 submitted in JS1, attempt 1']);
    expect(again.jobs).toEqual(failed.jobs);
  });

  test('keeps the attempts that a day has had', () => {
    const failed = recordReport(submitted('1'), report('JS1', { Failed: '1' }), RULE);
    expect(states(adopt(failed, { jobs: [found('JS9', '1')] }))).toEqual(['1 submitted in JS9, attempt 1']);
  });
});

describe('a day of an adopted job', () => {
  const adopted = adopt(planned('1..2'), { jobs: [found('JS9', '1..2')] });
  const after = (ledger: Ledger, look: Parameters<typeof report>[1]) => states(recordReport(ledger, report('JS9', look), RULE));

  test('is exported, or empty, as in any job', () => {
    expect(after(adopted, { Completed: '1', CompletedEmptyRecords: '2' })).toEqual(['1 exported', '2 empty']);
  });

  test('that failed has had no attempt of ours, and is requested after a cooldown', () => {
    expect(after(adopted, { Failed: '1..2' })).toEqual(['1..2 planned, not before 12:05']);
  });

  test('that was deleted is requested at once', () => {
    expect(after(adopted, { DeletedByUserRequest: '1..2' })).toEqual(['1..2 planned']);
  });

  test('that was deleted keeps the attempts it has had', () => {
    const failed = recordReport(submitted('1'), report('JS1', { Failed: '1' }), RULE);
    const again = adopt(failed, { jobs: [found('JS9', '1')] });
    expect(after(again, { DeletedByUserRequest: '1' })).toEqual(['1 planned after attempt 1']);
  });

  test('that fails in job after job of others is never given up', () => {
    let ledger = planned('1');
    for (const jobSid of ['JS1', 'JS2', 'JS3', 'JS4']) {
      ledger = adopt(ledger, { jobs: [found(jobSid, '1')] });
      ledger = recordReport(ledger, report(jobSid, { Failed: '1' }), RULE);
    }
    expect(states(ledger)).toEqual(['1 planned, not before 12:05']);
  });
});

test('a day of our own job that was deleted is missing: the deletion was deliberate', () => {
  expect(states(recordReport(submitted('1'), report('JS1', { DeletedByUserRequest: '1' }), RULE))).toEqual([
    '1 missing after attempt 1: deletedAtTwilio',
  ]);
});

describe('a chunk that Twilio refused', () => {
  const MAY_2 = startOfDay('2024-05-02' as Day);
  const refuse = (ledger: Ledger, range: string, atMs = NOON) =>
    recordRefusal(ledger, { range: march(range), message: 'Bad request.', atMs });

  test.each([
    ['eight days', '1..8', 'in 4 at most'],
    ['seven days', '1..7', 'in 4 at most'],
    ['three days', '1..3', 'in 2 at most'],
    ['two days', '1..2', 'in 1 at most'],
    ['one day', '1', 'in 1 at most, refused alone 1x'],
  ])('of %s waits for the next UTC day, to be asked for in halves', (_name, range, halves) => {
    expect(states(refuse(planned(range), range))).toEqual([`${range} planned, not before 00:00, ${halves}`]);
  });

  test('is shown in the words of Twilio until a chunk with days of it is taken', () => {
    const refused = refuse(planned('1..8'), '1..4');
    expect(refused.refusal).toEqual({ range: march('1..4'), message: 'Bad request.', atMs: NOON });
    expect(submit(refused, '5..8').refusal).toEqual(refused.refusal);
    expect(submit(refused, '1..2').refusal).toBeUndefined();
  });

  test('holds no other days', () => {
    const refused = refuse(planned('1..8'), '3..4');
    expect(states(refused)).toEqual(['1..2 planned', '3..4 planned, not before 00:00, in 1 at most', '5..8 planned']);
    expect(next(refused, NOON)).toBe('1..2');
    expect(next(submit(refused, '1..2'), NOON)).toBe('5..8');
  });

  test('counts as no attempt', () => {
    const failed = recordReport(submitted('1..2'), report('JS1', { Failed: '1..2' }), RULE);
    expect(states(refuse(failed, '1..2'))).toEqual(['1..2 planned after attempt 1, not before 00:00, in 1 at most']);
  });

  test('is requested in halves from the next UTC day on, and not together with its neighbours', () => {
    const refused = refuse(planned('1..12'), '5..8');
    expect(chunksFrom(refused, MAY_2)).toBe('1..4, 5..6, 7..8, 9..12');
  });

  test('has a half that is taken and a half that is refused again', () => {
    const halved = refuse(planned('1..4'), '1..4');
    expect(states(refuse(submit(halved, '1..2'), '3..4', MAY_2))).toEqual([
      '1..2 submitted in JS1, attempt 1',
      '3..4 planned, not before 00:00, in 1 at most',
    ]);
  });

  test('is not remembered as refused once its days were in a job', () => {
    const taken = submit(refuse(planned('1..2'), '1..2'), '1..2');
    expect(states(recordReport(taken, report('JS1', { Failed: '1..2' }), RULE))).toEqual([
      '1..2 planned after attempt 1, not before 12:05',
    ]);
  });
});

describe('a day that Twilio refuses alone', () => {
  const refuse = (ledger: Ledger, times: number) =>
    Array.from({ length: times }, (_, index) => NOON + index * DAY).reduce(
      (before, atMs) => recordRefusal(before, { range: march('2'), message: 'Bad request.', atMs }),
      ledger,
    );

  test('is requested on three UTC days, alone', () => {
    const refused = refuse(planned('1..3'), 2);
    expect(states(refused)[1]).toBe('2 planned, not before 00:00, in 1 at most, refused alone 2x');
    expect(chunksFrom(refused, NOON + 2 * DAY)).toBe('1, 2, 3');
  });

  test('is given up on the third', () => {
    expect(states(refuse(planned('1..3'), 3))).toEqual(['1 planned', '2 missing after attempt 0: refused', '3 planned']);
  });

  test('lets the export continue', () => {
    const ledger = refuse(planned('1..3'), 3);
    expect(chunksFrom(ledger, NOON + 3 * DAY)).toBe('1, 3');
  });
});

test('only planned days can be refused', () => {
  const ledger = submit(planned('1..2'), '1');
  const refused = recordRefusal(ledger, { range: march('1..2'), message: 'Bad request.', atMs: NOON });
  expect(states(refused)[0]).toBe('1 submitted in JS1, attempt 1');
});

const OPTIONS = { daysPerChunk: 9, openJobs: 99, newestFirst: false };

/** The chunk that is submitted next; empty when there is none. */
function next(ledger: Ledger, nowMs: number): string {
  const step = nextStep(ledger, OPTIONS, nowMs);
  return step.step === 'submit' ? inMarch([step.chunks[0].range]) : '';
}

/** The chunks in which all days that may be asked for are asked for. */
function chunksFrom(ledger: Ledger, nowMs: number): string {
  const chunks: string[] = [];
  let rest = ledger;
  for (let chunk = next(rest, nowMs); chunk !== ''; chunk = next(rest, nowMs)) {
    chunks.push(chunk);
    rest = submit(rest, chunk, `JS${String(chunks.length)}`);
  }
  return chunks.join(', ');
}
