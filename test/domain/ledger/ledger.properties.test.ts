import fc from 'fast-check';
import { entriesOf } from '../../../src/domain/days/day-map';
import { countDays, daysOf, joinNeighbours, overlap, type Day } from '../../../src/domain/days/day-range';
import type { DayState } from '../../../src/domain/ledger/day-state';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { isSettled, openDaysOf, openLedger, packLedger, unpackLedger, type Ledger } from '../../../src/domain/ledger/ledger';
import { nextStep, type PlannedChunk } from '../../../src/domain/plan/next-submission';
import { anyGame, runGame, type Game, type Moment } from '../support/games';

describe('whatever is found, submitted, refused, reported, settled, polled and requested again', () => {
  test('every day of the range stands exactly once', () => {
    always(({ after }, { range }) => {
      expect(entriesOf(after.days).flatMap((entry) => daysOf(entry.range))).toEqual(daysOf(range));
    });
  });

  test('neighbouring runs never stand alike', () => {
    always(({ after }) => {
      const values = after.days.runs.map(({ value }) => JSON.stringify(value));
      expect(values.filter((value, index) => value === values[index - 1])).toEqual([]);
    });
  });

  test('every submitted day belongs to a job that is still open, and is within its range', () => {
    always(({ after }) => {
      const inJobs = after.jobs.flatMap((job) => {
        const open = openDaysOf(after, job).flatMap(daysOf);
        expect(daysOf(job.range)).toEqual(expect.arrayContaining(open));
        return open;
      });
      const submitted = daysThat(after, ({ state }) => state === 'submitted');
      expect(inJobs.sort()).toEqual(submitted);
    });
  });

  test('to fold a report twice changes nothing', () => {
    always(({ after, report }, { rule }) => {
      if (report) expect(JSON.stringify(recordReport(after, report, rule))).toBe(JSON.stringify(after));
    });
  });

  test('a report changes submitted days only, and only those of its job', () => {
    always(({ before, after, report }) => {
      if (!report) return;
      const others = daysThat(before, (day) => day.state !== 'submitted' || day.jobSid !== report.jobSid);
      expect(others.map((day) => stateOf(after, day))).toEqual(others.map((day) => stateOf(before, day)));
    });
  });

  test('the days requested are the days of all chunks submitted', () => {
    fc.assert(
      fc.property(anyGame(), (game) => {
        const moments = runGame(game);
        const chunks = moments.flatMap(({ submitted }) => submitted ?? []);
        const last = moments.at(-1)?.after ?? openLedger(game.range);
        expect(last.requestedDays).toBe(chunks.reduce((sum, chunk) => sum + countDays(chunk), 0));
        expect(last.submissions).toBe(chunks.length);
      }),
    );
  });

  test('no day has more attempts than allowed, and a planned one has some left', () => {
    always(({ after }, { rule: { maxAttempts } }) => {
      for (const { value } of after.days.runs) {
        if ('attempts' in value) expect(value.attempts).toBeLessThanOrEqual(maxAttempts);
        if (value.state === 'planned') expect(value.attempts).toBeLessThan(maxAttempts);
      }
    });
  });

  test('a day once exported, empty or missing stays so, unless an operator wants it again', () => {
    always(({ before, after, isAskedAgain }) => {
      if (isAskedAgain) return;
      const settled = daysThat(before, ({ state }) => state !== 'planned' && state !== 'submitted');
      expect(settled.map((day) => stateOf(after, day))).toEqual(settled.map((day) => stateOf(before, day)));
    });
  });

  test('a settled ledger plans nothing, and nothing but a submission or an operator changes it', () => {
    always(({ before, after, submitted, isAskedAgain, nowMs }, { options }) => {
      if (!isSettled(before) || isAskedAgain) return;
      expect(nextStep(before, options, nowMs)).toEqual({ step: 'rest' });
      expect(after.days).toEqual(before.days);
      if (!submitted && before.jobs.length === 0) expect(after).toEqual(before);
    });
  });

  test('a ledger packed, carried as JSON and unpacked is the ledger', () => {
    always(({ after }) => {
      const carried = JSON.stringify(packLedger(after));
      const unpacked = unpackLedger(JSON.parse(carried) as ReturnType<typeof packLedger>);
      expect(JSON.stringify(unpacked)).toBe(JSON.stringify(after));
    });
  });
});

describe('whatever happened before, a plan', () => {
  /** Check the chunks of the plan of every moment. */
  const alwaysPlans = (claim: (chunks: readonly PlannedChunk[], moment: Moment, game: Game) => void) => {
    always((moment, game) => {
      const step = nextStep(moment.after, game.options, moment.nowMs);
      if (step.step === 'submit') claim(step.chunks, moment, game);
    });
  };

  test('names only days that are planned and past their cooldown, each once', () => {
    alwaysPlans((chunks, { after, nowMs }) => {
      const named = chunks.flatMap(({ range }) => daysOf(range));
      const ready = daysThat(after, (day) => day.state === 'planned' && (day.notBeforeMs ?? 0) <= nowMs);
      expect(ready).toEqual(expect.arrayContaining(named));
      expect(named).toHaveLength(new Set(named).size);
    });
  });

  test('names no day that is being submitted, and its chunks have room among the open jobs', () => {
    alwaysPlans((chunks, { after, nowMs }, { options }) => {
      const submitting = chunks.slice(0, 1).map(({ range }) => range);
      const next = nextStep(after, options, nowMs, { submitting });
      const others = next.step === 'submit' ? next.chunks.map(({ range }) => range) : [];
      expect(after.jobs.length + chunks.length).toBeLessThanOrEqual(options.openJobs);
      expect(after.jobs.length + 1 + others.length).toBeLessThanOrEqual(options.openJobs);
      expect(others.filter((range) => submitting.some((other) => overlap(range, other)))).toEqual([]);
      expect(others.slice(0, chunks.length - 1)).toEqual(chunks.slice(1).map(({ range }) => range));
    });
  });

  test('never names a day newer than two days ago', () => {
    alwaysPlans((chunks, { nowMs }) => {
      const twoDaysAgo = new Date(nowMs - 2 * 86_400_000).toISOString().slice(0, 10);
      for (const { range } of chunks) expect(range.endDay <= twoDaysAgo).toBe(true);
    });
  });

  test('never names a refused day with more others than it may have', () => {
    alwaysPlans((chunks, { after }) => {
      for (const { range } of chunks) {
        for (const day of daysOf(range)) {
          const dayState = stateOf(after, day);
          const { mostDays = Infinity } = dayState.state === 'planned' ? dayState : {};
          expect(countDays(range)).toBeLessThanOrEqual(mostDays);
        }
      }
    });
  });

  test('never names more days than a chunk has', () => {
    alwaysPlans((chunks, _moment, { options }) => {
      for (const { range } of chunks) expect(countDays(range)).toBeLessThanOrEqual(options.daysPerChunk);
    });
  });

  test('counts one attempt more than any of its days has had', () => {
    alwaysPlans((chunks, { after }, { rule }) => {
      for (const { range, attempt } of chunks) {
        const attempts = daysOf(range).map((day) => {
          const dayState = stateOf(after, day);
          return 'attempts' in dayState ? dayState.attempts : NaN;
        });
        expect(attempt).toBe(Math.max(...attempts) + 1);
        expect(attempt).toBeLessThanOrEqual(rule.maxAttempts);
      }
    });
  });

  test('never submits more jobs than may be open', () => {
    always(({ after, nowMs }, { options }) => {
      if (after.jobs.length >= options.openJobs) expect(nextStep(after, options, nowMs).step).not.toBe('submit');
    });
  });

  test('waits exactly until something can be submitted', () => {
    always(({ after, nowMs }, { options }) => {
      const step = nextStep(after, options, nowMs);
      if (step.step !== 'wait') return;
      expect(step.untilMs).toBeGreaterThan(nowMs);
      expect(nextStep(after, options, step.untilMs - 1)).toEqual(step);
      expect(nextStep(after, options, step.untilMs).step).toMatch(/^(submit|hold)$/);
    });
  });

  test('rests only when no day is planned', () => {
    always(({ after, nowMs }, { options }) => {
      const isResting = nextStep(after, options, nowMs).step === 'rest';
      expect(isResting).toBe(daysThat(after, ({ state }) => state === 'planned').length === 0);
    });
  });
});

/** Check a claim at every moment of many games. */
function always(claim: (moment: Moment, game: Game) => void): void {
  fc.assert(
    fc.property(anyGame(), (game) => {
      for (const moment of runGame(game)) claim(moment, game);
    }),
    { numRuns: 60 },
  );
}

function daysThat(ledger: Ledger, match: (dayState: DayState) => boolean): Day[] {
  const ranges = entriesOf(ledger.days)
    .filter(({ value }) => match(value))
    .map(({ range }) => range);
  return joinNeighbours(ranges).flatMap(daysOf);
}

function stateOf(ledger: Ledger, day: Day): DayState {
  return entriesOf(ledger.days).find(({ range }) => range.startDay <= day && day <= range.endDay)!.value;
}
