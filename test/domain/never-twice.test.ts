import fc from 'fast-check';
import { ANY_DETAILS, anyDisturbance, anyProgress, type ModelCommand } from './model/commands';
import { ModelRun } from './model/model-run';
import { anyKindWorld, anyWorld, type World } from './model/worlds';

/** Long enough for all runs; a failure is made small for no longer than this. */
const MOST_MS = 60_000;

test('whatever happens, no day is requested without need, every claim holds after every step, and all exports settle', async () => {
  const commands = fc.commands([...anyProgress(ANY_DETAILS), ...anyDisturbance()], { maxCommands: 80, size: 'max' });
  await fc.assert(
    fc.asyncProperty(anyWorld(), commands, async (world, sequence) => {
      await runModel(world, sequence);
    }),
    { numRuns: 400, interruptAfterTimeLimit: MOST_MS },
  );
});

test('where nothing fails, exports of the same days request each day once, whatever becomes of their workers', async () => {
  const commands = fc.commands(anyProgress(fc.constant('whole')), { maxCommands: 60, size: 'max' });
  await fc.assert(
    fc.asyncProperty(anyKindWorld(), commands, async (world, sequence) => {
      const { jobs } = (await runModel(world, sequence)).environment.twilio;
      const requested = jobs.flatMap(({ endings }) => [...endings.keys()]);
      expect([...requested].sort()).toEqual([...new Set(requested)].sort());
    }),
    { numRuns: 100, interruptAfterTimeLimit: MOST_MS },
  );
});

/** Let a course of things happen, and then let every export come to its end. */
async function runModel(world: World, sequence: Iterable<ModelCommand>): Promise<ModelRun> {
  const exports = new ModelRun(world);
  await fc.asyncModelRun(() => ({ model: exports, real: exports }), sequence);
  await exports.settle();
  return exports;
}
