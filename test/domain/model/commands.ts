import fc from 'fast-check';
import { addDays, dayOf, dayRange, startOfDay, type Day } from '../../../src/domain/days/day-range';
import { newestExportableDay } from '../../../src/domain/twilio/limits';
import { DAY, HOUR, MINUTE, SECOND } from '../support/instants';
import type { Luck } from './environment';
import type { Play } from './model-run';
import type { PlayedExport } from './model-export';
import { isUnfinished, stall, type Details, type SharedJob } from './shared-job';
import type { Sight } from './shared-twilio';

/** Something that happens in a play; the play is both the model and what is judged by it. */
export type PlayCommand = fc.AsyncCommand<Play, Play>;

/** A create on its way, and then a list that is behind, take no longer together than an ambiguity wait. */
const LONGEST_CREATE_MS = 30 * SECOND;
const MOST_BEHIND_MS = 55 * SECOND;

/** How long one call takes. */
const LONGEST_STEP_MS = 2 * SECOND;

/** What lanes, workers and the clock do, within some hours. */
export function anyCourse(anyDetails: fc.Arbitrary<Details>): fc.Arbitrary<PlayCommand>[] {
  const sight = anySight(anyDetails);
  return [
    ...times(6, anySteps(sight)),
    ...times(3, anyPoll(sight)),
    ...times(2, anyPass(10 * SECOND)),
    anyPass(100 * SECOND),
    anyPass(30 * MINUTE),
    sight.map((seen) => command(`the next export begins ${spell(seen)}`, (play) => play.beginNext(seen))),
    ...times(
      2,
      anyExport('loses its worker', (played) => {
        played.loseWorker();
      }),
    ),
    anyExport('continues as new', (played) => {
      played.continueAsNew();
    }),
    fc.constant(
      command('the quota continues as new', ({ place }) => {
        place.continueAsNew();
      }),
    ),
  ];
}

/** What operators and other people do, and long times in which nothing is done. */
export function anyMischief(): fc.Arbitrary<PlayCommand>[] {
  return [
    anyPass(30 * HOUR),
    anyPass(9 * DAY),
    ...times(3, anyMidnight()),
    anyExport('is paused', (played) => {
      played.pause = { sinceMs: played.nowMs };
    }),
    anyExport('is resumed', (played) => {
      played.pause = undefined;
    }),
    anyExport('is to ask for its missing days again', (played) => {
      played.resubmit();
    }),
    anyExport('is cancelled', (played) => {
      played.isCancelling = true;
    }),
    anyTermination(),
    anyRestart(),
    anyLimit(),
    fc.constant(
      command('an operator closes the UTC day', ({ place }) => {
        place.closeDay();
      }),
    ),
    anyForeignJob(),
    fc.integer({ min: 1, max: 6 }).map((days) =>
      command(`others spend ${days} days`, ({ place }) => {
        place.twilio.spend(days);
      }),
    ),
    anyJob('is deleted', (job, play) => {
      if (play.isKnown(job)) play.place.twilio.delete(job.jobSid);
    }),
    anyJob('stands still for five hours', (job, { place }) => {
      stall(job, place.twilio.nowMs, 5 * HOUR);
    }),
  ];
}

/** Any details that a job list may have. */
export const ANY_DETAILS = fc.constantFrom<Details>('whole', 'whole', 'counts', 'none');

function anySteps(sight: fc.Arbitrary<Sight>): fc.Arbitrary<PlayCommand> {
  return fc
    .tuple(anyNumber(), fc.integer({ min: 1, max: 8 }), fc.nat({ max: LONGEST_STEP_MS }), anyLuck(sight))
    .map(([number, steps, stepMs, luck]) =>
      command(
        `export ${number} takes ${steps} steps of ${stepMs} ms ${spell(luck.sight)}, a create is ${luck.create}`,
        async (play) => {
          for (let step = 1; step <= steps; step++) {
            await play.with(number, (played) => played.advance(luck));
            play.place.twilio.pass(stepMs);
            play.judge();
          }
        },
      ),
    );
}

function anyPoll(anySeen: fc.Arbitrary<Sight>): fc.Arbitrary<PlayCommand> {
  return fc
    .tuple(anyNumber(), anySeen, fc.boolean())
    .map(([number, sight, isLate]) =>
      command(`export ${number} polls${isLate ? ', and hears late,' : ''} ${spell(sight)}`, (play) =>
        play.with(number, (played) => played.poll(sight, isLate)),
      ),
    );
}

function anyPass(mostMs: number): fc.Arbitrary<PlayCommand> {
  return fc.nat({ max: mostMs }).map((ms) =>
    command(`${ms} ms pass`, ({ place }) => {
      place.twilio.pass(ms);
    }),
  );
}

function anyMidnight(): fc.Arbitrary<PlayCommand> {
  return fc.integer({ min: -90, max: 5 }).map((seconds) =>
    command(`it becomes midnight${seconds < 0 ? '' : '+'}${seconds} s`, ({ place: { twilio } }) => {
      const midnightMs = startOfDay(addDays(dayOf(twilio.nowMs), 1));
      twilio.pass(Math.max(0, midnightMs + seconds * SECOND - twilio.nowMs));
    }),
  );
}

function anyTermination(): fc.Arbitrary<PlayCommand> {
  return fc
    .tuple(anyNumber(), anyLuck(anySight(ANY_DETAILS)))
    .map(([number, luck]) =>
      command(`export ${number} is terminated, a create is ${luck.create}`, (play) =>
        play.with(number, (played) => played.terminate(luck)),
      ),
    );
}

function anyRestart(): fc.Arbitrary<PlayCommand> {
  return fc
    .tuple(anyNumber(), anySight(ANY_DETAILS))
    .map(([number, sight]) =>
      command(`closed export ${number} begins again ${spell(sight)}`, (play) =>
        play.beginAgain(number, sight),
      ),
    );
}

function anyLimit(): fc.Arbitrary<PlayCommand> {
  return fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }).map((limit) =>
    command(`an operator sets ${limit === undefined ? 'no limit' : `the limit ${limit}`}`, ({ place }) => {
      place.setLimit(limit);
    }),
  );
}

function anyForeignJob(): fc.Arbitrary<PlayCommand> {
  return fc.tuple(fc.nat({ max: 14 }), fc.integer({ min: 1, max: 5 })).map(([from, days]) => {
    const startDay = addDays('2024-04-17' as Day, from);
    const range = dayRange(startDay, addDays(startDay, days - 1));
    return command(`others create a job over ${days} days from ${startDay} on`, ({ place: { twilio } }) => {
      if (range.endDay > newestExportableDay(twilio.nowMs)) return;
      twilio.create({ resourceType: 'Messages', range, friendlyName: 'theirs' });
    });
  });
}

/** What befalls an export, picked by number among those that run. */
function anyExport(words: string, act: (played: PlayedExport) => void): fc.Arbitrary<PlayCommand> {
  return anyNumber().map((number) => command(`export ${number} ${words}`, (play) => play.with(number, act)));
}

/** What befalls a job, picked by number among those that are not over. */
function anyJob(words: string, act: (job: SharedJob, play: Play) => void): fc.Arbitrary<PlayCommand> {
  return fc.nat({ max: 9 }).map((number) =>
    command(`unfinished job ${number} ${words}`, (play) => {
      const { twilio } = play.place;
      const jobs = twilio.jobs.filter((job) => isUnfinished(job, twilio.nowMs));
      const job = jobs[number % jobs.length];
      if (job) act(job, play);
    }),
  );
}

function anyNumber(): fc.Arbitrary<number> {
  return fc.nat({ max: 2 });
}

function anySight(details: fc.Arbitrary<Details>): fc.Arbitrary<Sight> {
  return fc.record({
    ageMs: fc.nat({ max: 5 * SECOND }),
    behindMs: fc.oneof(fc.constant(0), fc.nat({ max: MOST_BEHIND_MS }), fc.constant(MOST_BEHIND_MS)),
    details,
  });
}

function anyLuck(sight: fc.Arbitrary<Sight>): fc.Arbitrary<Luck> {
  return fc.record({
    sight,
    create: fc.constantFrom('answered', 'answered', 'answerLost', 'neverSent'),
    delayMs: fc.nat({ max: LONGEST_CREATE_MS }),
  });
}

/** Commands are drawn evenly; one that is to be drawn more often stands there several times. */
function times<T>(many: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] {
  return Array.from({ length: many }, () => arbitrary);
}

function command(words: string, act: (play: Play) => Promise<void> | void): PlayCommand {
  return {
    check: () => true,
    run: async (play) => {
      await act(play);
      play.judge();
    },
    toString: () => words,
  };
}

function spell({ ageMs, behindMs, details }: Sight): string {
  return `(list ${ageMs} ms old and ${behindMs} ms behind, details: ${details})`;
}
