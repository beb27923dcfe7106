import { defaultPayloadConverter } from '@temporalio/common';
import { answersBy, randomOf, type Random } from './support/answers';
import { LiveExport, replayInto } from './support/live-export';
import type { Operation } from './support/pending';
import type { Command, Job } from './support/sandbox';
import { viewOf } from './support/views';
import { drawEvents, isEndOf, openWorld, startOfExport, type Task } from './support/world';

/** Enough for an export of twenty days to end in most of its lives. */
const MOST_TASKS = 80;
const SEEDS = Array.from({ length: 16 }, (_, index) => index + 1);

test.each(SEEDS)('what queries and dead workers do to activations leaves no trace (seed %i)', async (seed) => {
  const random = randomOf(seed);
  const { tasks, commands } = await liveTasks(random);
  expect(commands.flat().length).toBeGreaterThan(5);
  expect(JSON.stringify(commands)).not.toContain('timed out');
  expect(await replay(tasks)).toEqual(commands);
});

test.each(SEEDS)('the order of events decides, not the tasks that brought them (seed %i)', async (seed) => {
  const random = randomOf(seed);
  const { events, commands } = await oneByOne(random);
  expect(commands.length).toBeGreaterThan(5);
  expect(await inGroups(random, events)).toEqual(commands);
});

/** Some events reach the workflow before their task, to answer a query. */
async function liveTasks(random: Random): Promise<Pick<LiveExport, 'tasks' | 'commands'>> {
  const answer = answersBy(random);
  const live = await LiveExport.start();
  while (!live.hasEnded() && live.tasks.length < MOST_TASKS && live.operations().length > 0) {
    const events = drawEvents(random, answer, live.operations());
    if (random() < 0.02) events.push({ cancelWorkflow: { reason: 'by an operator' } });
    const updates = random() < 0.15 ? [drawUpdate(random, live.tasks.length)] : [];
    const early = 1 + Math.floor(random() * events.length);
    const chance = random();
    if (chance < 0.1) await live.queryEarly(events.slice(0, early));
    if (chance < 0.7) await live.complete({ events, updates });
    else await live.completeAfterQuery(events.slice(0, early), { events: events.slice(early), updates });
  }
  await live.dispose();
  return live;
}

async function replay(tasks: readonly Task[]): Promise<(readonly Command[])[]> {
  const world = await openWorld();
  const commands = await replayInto(world, tasks);
  await world.dispose();
  return commands;
}

/**
 * An event, and how many others had been handled when the workflow last did something about what it is the end of, its start or a
 * request to cancel it: such an event cannot share a task with any of those.
 */
interface OrderedEvent {
  readonly job: Job;
  readonly since: number;
}

/** Each event has a workflow task of its own. */
async function oneByOne(random: Random): Promise<{ events: OrderedEvent[]; commands: Command[] }> {
  const answer = answersBy(random);
  const world = await openWorld();
  const commands = [...(await world.activate([startOfExport()], viewOf(1)))];
  const events: OrderedEvent[] = [];
  const since = new Map<Operation, number>();
  while (!world.hasEnded() && events.length < MOST_TASKS && world.operations().length > 0) {
    for (const operation of world.operations()) {
      if (!since.has(operation)) since.set(operation, events.length);
    }
    const [end] = drawEvents(random, answer, world.operations());
    const job = random() < 0.01 ? { cancelWorkflow: { reason: 'by an operator' } } : end!;
    const ended = world.operations().find((operation) => isEndOf(job, operation));
    events.push({ job, since: (ended && since.get(ended)) ?? 0 });
    commands.push(...(await world.activate([job], viewOf(events.length + 1))));
  }
  await world.dispose();
  return { events, commands };
}

/** The same events, some of them brought by one task. */
async function inGroups(random: Random, events: readonly OrderedEvent[]): Promise<Command[]> {
  const world = await openWorld();
  const commands = [...(await world.activate([startOfExport()], viewOf(1)))];
  for (let from = 0; from < events.length;) {
    let until = from + 1;
    const most = until + Math.floor(random() * 4);
    while (until < Math.min(most, events.length) && events[until]!.since <= from) until += 1;
    const jobs = events.slice(from, until).map(({ job }) => job);
    commands.push(...(await world.activate(jobs, viewOf(until + 1))));
    from = until;
  }
  await world.dispose();
  return commands;
}

function drawUpdate(random: Random, id: number): Job {
  const [name, input] = [
    ['pause', { reason: 'maintenance' }],
    ['resume', undefined],
    ['changeSettings', { openJobs: 1 + Math.floor(random() * 4) }],
    ['changeSettings', { daysPerChunk: 1 + Math.floor(random() * 4) }],
  ][Math.floor(random() * 4)] as [string, unknown];
  return {
    doUpdate: {
      id: `update-${id}`,
      protocolInstanceId: `update-${id}`,
      name,
      input: input === undefined ? [] : [defaultPayloadConverter.toPayload(input)],
      runValidator: false,
    },
  };
}
