import fc from 'fast-check';
import { dayRange } from '../../support/days';
import { daysOf, type Day, type DayRange } from '../../../src/domain/days/day-range';
import { DEFAULT_OPTIONS, type ExportOptions } from '../../../src/domain/request/export-options';
import { at, DAY, HOUR, MINUTE, SECOND } from '../support/instants';
import type { Fate } from '../support/naive-twilio';
import type { ModelRequest } from './model-export';
import type { TwilioConfig } from './shared-twilio';

/** A Twilio, and exports that are to run there. */
export interface World {
  readonly twilio: TwilioConfig;
  readonly exports: readonly ModelRequest[];
}

/** Half a month, of which the last days are not exportable yet when a run begins. */
const DAYS = daysOf(dayRange('2024-04-17' as Day, '2024-05-01' as Day));

/** Ranges that several exports are likely to have in common. */
const FAVOURITES = [
  [0, 5],
  [0, 14],
  [3, 8],
].map(([from = 0, until = 0]) => dayRange(DAYS[from]!, DAYS[until]!));

/** Two or three exports whose days overlap or not, at a Twilio with a small quota and days of any fate. */
export function anyWorld(): fc.Arbitrary<World> {
  return fc.record({
    twilio: anyTwilio(fc.oneof({ weight: 3, arbitrary: fc.constant<Fate>(['Completed']) }, anyFate())),
    exports: fc.array(anyExport(), { minLength: 2, maxLength: 3 }).map(nameAll),
  });
}

/** Exports that have days in common at a Twilio where nothing fails, and where all is done before a file expires. */
export function anyKindWorld(): fc.Arbitrary<World> {
  const anyCalmExport = anyExport().map((request) => ({
    ...request,
    holder: { ...request.holder, resourceType: 'Messages' as const },
    options: { ...request.options, fresh: false },
  }));
  return fc.record({
    twilio: anyTwilio(fc.constantFrom<Fate>(['Completed'], ['CompletedEmptyRecords'])).map((twilio) => ({
      ...twilio,
      quotaDays: DAYS.length,
      refusedDays: [],
    })),
    exports: fc.array(anyCalmExport, { minLength: 2, maxLength: 3 }).map(nameAll),
  });
}

function anyTwilio(fate: fc.Arbitrary<Fate>): fc.Arbitrary<TwilioConfig> {
  return fc.record({
    nowMs: fc
      .oneof(fc.nat({ max: DAY / SECOND }), fc.integer({ min: -120, max: 10 }))
      .map((seconds) => at('2024-05-02 00:00') + seconds * SECOND),
    quotaDays: fc.integer({ min: 2, max: 20 }),
    fates: fc
      .array(fate, { minLength: DAYS.length, maxLength: DAYS.length })
      .map((fates) => new Map(DAYS.map((day, index) => [day, fates[index] ?? []]))),
    refusedDays: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      fc.constantFrom(...DAYS).map((day) => [day]),
    ),
  });
}

function anyFate(): fc.Arbitrary<Fate> {
  return fc
    .tuple(fc.nat({ max: 3 }), fc.constantFrom('Completed', 'CompletedEmptyRecords', 'Failed'))
    .map(([failures, ending]): Fate => [...Array<'Failed'>(failures).fill('Failed'), ending]);
}

function anyExport(): fc.Arbitrary<ModelRequest> {
  return fc.record({
    range: fc.oneof(fc.constantFrom(...FAVOURITES), anyRangeWithin(DAYS)),
    holder: fc.record({
      nonce: fc.constant(''),
      workflowId: fc.constant(''),
      accountSid: fc.constant('AC1'),
      resourceType: fc.constantFrom('Messages', 'Messages', 'Messages', 'Calls'),
    }),
    options: anyOptions(),
  });
}

function anyOptions(): fc.Arbitrary<ExportOptions> {
  return fc
    .record({
      daysPerChunk: fc.integer({ min: 1, max: 9 }),
      openJobs: fc.integer({ min: 1, max: 4 }),
      maxAttempts: fc.integer({ min: 1, max: 3 }),
      pollMinMs: fc.constantFrom(SECOND, 30 * SECOND),
      resubmitAfterMs: fc.constantFrom(SECOND, 5 * MINUTE, 7 * HOUR),
      stuckAfterMs: fc.constantFrom(HOUR, 3 * DAY),
      newestFirst: fc.boolean(),
      fresh: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
    })
    .map((options) => ({ ...DEFAULT_OPTIONS, pollMaxMs: 6 * HOUR, ...options }));
}

function anyRangeWithin(days: readonly Day[]): fc.Arbitrary<DayRange> {
  const last = days.length - 1;
  return fc.tuple(fc.nat({ max: last }), fc.nat({ max: last })).map(([one, other]) => {
    return dayRange(days[Math.min(one, other)]!, days[Math.max(one, other)]!);
  });
}

function nameAll(requests: readonly ModelRequest[]): ModelRequest[] {
  return requests.map((request, index) => {
    const letter = String.fromCharCode(97 + index);
    return { ...request, holder: { ...request.holder, nonce: letter, workflowId: `export-${letter}` } };
  });
}
