import { DEFAULT_OPTIONS, flagOf, type ExportOptions } from '../../../src/domain/request/export-options';
import { validateOptionChange, validateOptions } from '../../../src/domain/request/validate-options';
import { DAYS_PER_UTC_DAY } from '../../../src/domain/twilio/limits';

describe('options', () => {
  test('that are the defaults can be worked with', () => {
    expect(validateOptions(DEFAULT_OPTIONS)).toEqual([]);
  });

  test('that are the defaults request no more days at once than an account may request in a UTC day', () => {
    const { openJobs, daysPerChunk } = DEFAULT_OPTIONS;
    expect(openJobs * daysPerChunk).toBeLessThanOrEqual(DAYS_PER_UTC_DAY);
  });

  test.each<[string, Partial<ExportOptions>, string]>([
    ['no day per chunk', { daysPerChunk: 0 }, '--days-per-chunk must be a whole number from 1 to 366.'],
    [
      'more days per chunk than Twilio allows in a day',
      { daysPerChunk: 367 },
      '--days-per-chunk must be a whole number from 1 to 366.',
    ],
    ['half a day per chunk', { daysPerChunk: 1.5 }, '--days-per-chunk must be a whole number from 1 to 366.'],
    ['days per chunk that are not a number', { daysPerChunk: NaN }, '--days-per-chunk must be a whole number from 1 to 366.'],
    ['no open job', { openJobs: 0 }, '--open-jobs must be a whole number from 1 to 50.'],
    ['too many open jobs', { openJobs: 51 }, '--open-jobs must be a whole number from 1 to 50.'],
    ['no attempt', { maxAttempts: 0 }, '--max-attempts must be a whole number from 1 to 20.'],
    ['too many attempts', { maxAttempts: 21 }, '--max-attempts must be a whole number from 1 to 20.'],
    ['no cooldown', { resubmitAfterMs: 0 }, '--resubmit-after must be more than 0 and at most 30 days.'],
    ['a negative wait', { ambiguityWaitMs: -1 }, '--ambiguity-wait must be more than 0 and at most 1 hour.'],
    ['a shortest wait that is not a number', { pollMinMs: NaN }, '--poll-min must be more than 0 and at most 30 days.'],
    ['an endless cooldown', { resubmitAfterMs: 1e16 }, '--resubmit-after must be more than 0 and at most 30 days.'],
    ['a patience without end', { stuckAfterMs: 366 * 86_400_000 }, '--stuck-after must be more than 0 and at most 365 days.'],
    ['no time to cancel', { cancelWithinMs: 0 }, '--cancel-within must be more than 0 and at most 1 hour.'],
    ['waits in reverse', { pollMinMs: 2, pollMaxMs: 1 }, '--poll-max (1ms) must not be shorter than --poll-min (2ms).'],
  ])('with %s are refused in words', (_name, options, problem) => {
    expect(validateOptions({ ...DEFAULT_OPTIONS, ...options })).toEqual([problem]);
  });

  test.each<[string, Partial<ExportOptions>]>([
    ['the least of everything', { daysPerChunk: 1, openJobs: 1, maxAttempts: 1, pollMinMs: 1, pollMaxMs: 1 }],
    ['the most of everything', { daysPerChunk: 366, openJobs: 50, maxAttempts: 20 }],
  ])('with %s can be worked with', (_name, options) => {
    expect(validateOptions({ ...DEFAULT_OPTIONS, ...options })).toEqual([]);
  });
});

describe('a change of the options of an export that runs', () => {
  test.each<[string, Record<string, unknown>]>([
    ['one option', { openJobs: 2 }],
    ['several options', { openJobs: 2, pollMinMs: 1, newestFirst: true }],
    ['whether days may be missing', { allowMissing: true }],
  ])('may be of %s', (_name, changes) => {
    expect(validateOptionChange(changes)).toEqual([]);
  });

  test.each<[string, Record<string, unknown> | null, string[]]>([
    ['nothing', {}, ['No option to change. Use an object, such as {"openJobs": 2}.']],
    ['null', null, ['No option to change. Use an object, such as {"openJobs": 2}.']],
    ['what no option is', { jobs: 2 }, ['Unknown option "jobs".']],
    [
      'what an export began with',
      { fresh: true, waitForRecentDays: true, openJobs: 2 },
      [
        '--fresh cannot be changed while an export is running.',
        '--wait-for-recent-days cannot be changed while an export is running.',
      ],
    ],
  ])('may not be of %s, and that is said in words', (_name, changes, problems) => {
    expect(validateOptionChange(changes)).toEqual(problems);
  });
});

test.each([
  ['pollMinMs', '--poll-min'],
  ['daysPerChunk', '--days-per-chunk'],
  ['fresh', '--fresh'],
  ['stuckAfterMs', '--stuck-after'],
] as const)('the option %s is written %s', (name, flag) => {
  expect(flagOf(name)).toBe(flag);
});
