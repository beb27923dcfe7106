import fc from 'fast-check';
import { dayRange } from '../../support/days';
import { addDays, dayOf, startOfDay, type Day } from '../../../src/domain/days/day-range';
import { newestExportableDay } from '../../../src/domain/twilio/limits';
import { DAY, HOUR, MINUTE, SECOND } from '../support/instants';
import type { Outcome } from './environment';
import type { ModelRun } from './model-run';
import type { ModelExport } from './model-export';
import { isUnfinished, stall, type Details, type SharedJob } from './shared-job';
import type { View } from './shared-twilio';

/** Something that happens in a run; the run is both the model and what is judged by it. */
export type ModelCommand = fc.AsyncCommand<ModelRun, ModelRun>;

/** A create on its way, and then a list that is behind, take no longer together than an ambiguity wait. */
const LONGEST_CREATE_MS = 30 * SECOND;
const MOST_BEHIND_MS = 55 * SECOND;

/** How long one call takes. */
const LONGEST_STEP_MS = 2 * SECOND;

/** What lanes, workers and the clock do, within some hours. */
export function anyProgress(anyDetails: fc.Arbitrary<Details>): fc.Arbitrary<ModelCommand>[] {
  const view = anyView(anyDetails);
  return [
    ...times(6, anySteps(view)),
    ...times(3, anyPoll(view)),
    ...times(2, anyPass(10 * SECOND)),
    anyPass(100 * SECOND),
    anyPass(30 * MINUTE),
    view.map((seen) => command(`the next export begins ${spell(seen)}`, (run) => run.beginNext(seen))),
    ...times(
      2,
      anyExport('loses its worker', (modelExport) => {
        modelExport.loseWorker();
      }),
    ),
    anyExport('continues as new', (modelExport) => {
      modelExport.continueAsNew();
    }),
    fc.constant(
      command('the quota continues as new', ({ environment }) => {
        environment.continueAsNew();
      }),
    ),
  ];
}

/** What operators and other people do, and long times in which nothing is done. */
export function anyDisturbance(): fc.Arbitrary<ModelCommand>[] {
  return [
    anyPass(30 * HOUR),
    anyPass(9 * DAY),
    ...times(3, anyMidnight()),
    anyExport('is paused', (modelExport) => {
      modelExport.pause = { sinceMs: modelExport.nowMs };
    }),
    anyExport('is resumed', (modelExport) => {
      modelExport.pause = undefined;
    }),
    anyExport('is to ask for its missing days again', (modelExport) => {
      modelExport.resubmit();
    }),
    anyExport('is cancelled', (modelExport) => {
      modelExport.isCancelling = true;
    }),
    anyTermination(),
    anyRestart(),
    anyLimit(),
    fc.constant(
      command('an operator closes the UTC day', ({ environment }) => {
        environment.closeDay();
      }),
    ),
    anyForeignJob(),
    fc.integer({ min: 1, max: 6 }).map((days) =>
      command(`others spend ${days} days`, ({ environment }) => {
        environment.twilio.spend(days);
      }),
    ),
    anyJob('is deleted', (job, run) => {
      if (run.isKnown(job)) run.environment.twilio.delete(job.jobSid);
    }),
    anyJob('stands still for five hours', (job, { environment }) => {
      stall(job, environment.twilio.nowMs, 5 * HOUR);
    }),
  ];
}

/** Any details that a job list may have. */
export const ANY_DETAILS = fc.constantFrom<Details>('whole', 'whole', 'counts', 'none');

function anySteps(view: fc.Arbitrary<View>): fc.Arbitrary<ModelCommand> {
  return fc
    .tuple(anyNumber(), fc.integer({ min: 1, max: 8 }), fc.nat({ max: LONGEST_STEP_MS }), anyOutcome(view))
    .map(([number, steps, stepMs, outcome]) =>
      command(
        `export ${number} takes ${steps} steps of ${stepMs} ms ${spell(outcome.view)}, a create is ${outcome.create}`,
        async (run) => {
          for (let step = 1; step <= steps; step++) {
            await run.with(number, (modelExport) => modelExport.advance(outcome));
            run.environment.twilio.pass(stepMs);
            run.judge();
          }
        },
      ),
    );
}

function anyPoll(anySeen: fc.Arbitrary<View>): fc.Arbitrary<ModelCommand> {
  return fc
    .tuple(anyNumber(), anySeen, fc.boolean())
    .map(([number, view, isLate]) =>
      command(`export ${number} polls${isLate ? ', and hears late,' : ''} ${spell(view)}`, (run) =>
        run.with(number, (modelExport) => modelExport.poll(view, isLate)),
      ),
    );
}

function anyPass(mostMs: number): fc.Arbitrary<ModelCommand> {
  return fc.nat({ max: mostMs }).map((ms) =>
    command(`${ms} ms pass`, ({ environment }) => {
      environment.twilio.pass(ms);
    }),
  );
}

function anyMidnight(): fc.Arbitrary<ModelCommand> {
  return fc.integer({ min: -90, max: 5 }).map((seconds) =>
    command(`it becomes midnight${seconds < 0 ? '' : '+'}${seconds} s`, ({ environment: { twilio } }) => {
      const midnightMs = startOfDay(addDays(dayOf(twilio.nowMs), 1));
      twilio.pass(Math.max(0, midnightMs + seconds * SECOND - twilio.nowMs));
    }),
  );
}

function anyTermination(): fc.Arbitrary<ModelCommand> {
  return fc
    .tuple(anyNumber(), anyOutcome(anyView(ANY_DETAILS)))
    .map(([number, outcome]) =>
      command(`export ${number} is terminated, a create is ${outcome.create}`, (run) =>
        run.with(number, (modelExport) => modelExport.terminate(outcome)),
      ),
    );
}

function anyRestart(): fc.Arbitrary<ModelCommand> {
  return fc
    .tuple(anyNumber(), anyView(ANY_DETAILS))
    .map(([number, view]) => command(`closed export ${number} begins again ${spell(view)}`, (run) => run.beginAgain(number, view)));
}

function anyLimit(): fc.Arbitrary<ModelCommand> {
  return fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }).map((limit) =>
    command(`an operator sets ${limit === undefined ? 'no limit' : `the limit ${limit}`}`, ({ environment }) => {
      environment.setLimit(limit);
    }),
  );
}

function anyForeignJob(): fc.Arbitrary<ModelCommand> {
  return fc.tuple(fc.nat({ max: 14 }), fc.integer({ min: 1, max: 5 })).map(([from, days]) => {
    const startDay = addDays('2024-04-17' as Day, from);
    const range = dayRange(startDay, addDays(startDay, days - 1));
    return command(`others create a job over ${days} days from ${startDay} on`, ({ environment: { twilio } }) => {
      if (range.endDay > newestExportableDay(twilio.nowMs)) return;
      twilio.create({ resourceType: 'Messages', range, friendlyName: 'theirs' });
    });
  });
}

/** What befalls an export, picked by number among those that run. */
function anyExport(title: string, act: (modelExport: ModelExport) => void): fc.Arbitrary<ModelCommand> {
  return anyNumber().map((number) => command(`export ${number} ${title}`, (run) => run.with(number, act)));
}

/** What befalls a job, picked by number among those that are not over. */
function anyJob(title: string, act: (job: SharedJob, run: ModelRun) => void): fc.Arbitrary<ModelCommand> {
  return fc.nat({ max: 9 }).map((number) =>
    command(`unfinished job ${number} ${title}`, (run) => {
      const { twilio } = run.environment;
      const jobs = twilio.jobs.filter((job) => isUnfinished(job, twilio.nowMs));
      const job = jobs[number % jobs.length];
      if (job) act(job, run);
    }),
  );
}

function anyNumber(): fc.Arbitrary<number> {
  return fc.nat({ max: 2 });
}

function anyView(details: fc.Arbitrary<Details>): fc.Arbitrary<View> {
  return fc.record({
    ageMs: fc.nat({ max: 5 * SECOND }),
    behindMs: fc.oneof(fc.constant(0), fc.nat({ max: MOST_BEHIND_MS }), fc.constant(MOST_BEHIND_MS)),
    details,
  });
}

function anyOutcome(view: fc.Arbitrary<View>): fc.Arbitrary<Outcome> {
  return fc.record({
    view,
    create: fc.constantFrom('answered', 'answered', 'answerLost', 'neverSent'),
    delayMs: fc.nat({ max: LONGEST_CREATE_MS }),
  });
}

/** Commands are drawn evenly; one that is to be drawn more often stands there several times. */
function times<T>(many: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] {
  return Array.from({ length: many }, () => arbitrary);
}

function command(title: string, act: (run: ModelRun) => Promise<void> | void): ModelCommand {
  return {
    check: () => true,
    run: async (run) => {
      await act(run);
      run.judge();
    },
    toString: () => title,
  };
}

function spell({ ageMs, behindMs, details }: View): string {
  return `(list ${ageMs} ms old and ${behindMs} ms behind, details: ${details})`;
}
