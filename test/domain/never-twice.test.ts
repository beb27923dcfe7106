import fc from 'fast-check';
import { ANY_DETAILS, anyCourse, anyMischief, type PlayCommand } from './model/commands';
import { Play } from './model/model-run';
import { anyKindWorld, anyWorld, type World } from './model/worlds';

/** Long enough for all runs; a failure is made small for no longer than this. */
const MOST_MS = 60_000;

test('whatever happens, no day is requested without need, every claim holds after every step, and all exports settle', async () => {
  const commands = fc.commands([...anyCourse(ANY_DETAILS), ...anyMischief()], {
    maxCommands: 80,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(anyWorld(), commands, async (world, course) => {
      await play(world, course);
    }),
    { numRuns: 400, interruptAfterTimeLimit: MOST_MS },
  );
});

test('where nothing fails, exports of the same days request each day once, whatever becomes of their workers', async () => {
  const commands = fc.commands(anyCourse(fc.constant('whole')), { maxCommands: 60, size: 'max' });
  await fc.assert(
    fc.asyncProperty(anyKindWorld(), commands, async (world, course) => {
      const { jobs } = (await play(world, course)).place.twilio;
      const requested = jobs.flatMap(({ endings }) => [...endings.keys()]);
      expect([...requested].sort()).toEqual([...new Set(requested)].sort());
    }),
    { numRuns: 100, interruptAfterTimeLimit: MOST_MS },
  );
});

/** Let a course of things happen, and then let every export come to its end. */
async function play(world: World, course: Iterable<PlayCommand>): Promise<Play> {
  const exports = new Play(world);
  await fc.asyncModelRun(() => ({ model: exports, real: exports }), course);
  await exports.settle();
  return exports;
}
