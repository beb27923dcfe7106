import type { Command, Job } from './sandbox';
import { earlyView, lostTaskView, viewOf } from './views';
import { openWorld, startOfExport, type Task, type World } from './world';

/** An export on live workers, with its tasks and the commands of each. */
export class LiveExport {
  readonly tasks: Task[] = [];
  readonly commands: (readonly Command[])[] = [];
  /** Whether the last task brought an event: only then does the workflow know of it. */
  private isLastTaskKnown = true;

  private constructor(private world: World) {}

  static async start(): Promise<LiveExport> {
    const live = new LiveExport(await openWorld());
    await live.complete({ events: [startOfExport()], updates: [] });
    return live;
  }

  operations() {
    return this.world.operations();
  }

  hasEnded(): boolean {
    return this.world.hasEnded();
  }

  /** A query brings events before their task: the workflow refuses them, and the worker begins anew. */
  async queryEarly(events: readonly Job[]): Promise<void> {
    if (!this.isLastTaskKnown) return;
    const early = this.world.activate(events, earlyView(this.tasks.length, events.length));
    await expect(early).rejects.toThrow('Retry in a few seconds');
    await this.beginAnew();
  }

  /**
   * A task, after a query brought its first events: the workflow cannot know that the task they came with was lost. The SDK fails a
   * task once that brings the end of what has just been cancelled, and the worker begins anew. An update that reaches a workflow
   * which has just ended is not accepted, and no history has it.
   */
  async completeAfterQuery(early: readonly Job[], { events, updates }: Task): Promise<void> {
    const before = await this.world.activate(early, lostTaskView(this.tasks.length));
    const task = { events: [...early, ...events], updates: this.world.hasEnded() ? [] : updates };
    if (events.some((event) => before.some((command) => cancels(command, event)))) {
      await this.beginAnew();
      await this.complete(task);
    } else await this.complete(task, { before, rest: this.world.hasEnded() ? [] : [...updates, ...events] });
  }

  async complete(
    task: Task,
    { before, rest }: { before: readonly Command[]; rest: readonly Job[] } = {
      before: [],
      rest: [...task.updates, ...task.events],
    },
  ): Promise<void> {
    this.tasks.push(task);
    this.isLastTaskKnown = rest.length > 0;
    const after = this.isLastTaskKnown ? await this.world.activate(rest, viewOf(this.tasks.length)) : [];
    this.commands.push([...before, ...after]);
  }

  async dispose(): Promise<void> {
    await this.world.dispose();
  }

  private async beginAnew(): Promise<void> {
    await this.world.dispose();
    this.world = await openWorld();
    expect(await replayInto(this.world, this.tasks)).toEqual(this.commands);
  }
}

/** The commands of each task when the workflow gets all that it brings at once. */
export async function replayInto(world: World, tasks: readonly Task[]): Promise<(readonly Command[])[]> {
  const commands: (readonly Command[])[] = [];
  for (const [index, { events, updates }] of tasks.entries()) {
    commands.push(await world.activate([...updates, ...events], viewOf(index + 1)));
  }
  return commands;
}

function cancels({ cancelTimer, requestCancelActivity }: Command, { fireTimer, resolveActivity }: Job): boolean {
  return (
    (fireTimer !== undefined && fireTimer?.seq === cancelTimer?.seq) ||
    (resolveActivity !== undefined && resolveActivity?.seq === requestCancelActivity?.seq)
  );
}
