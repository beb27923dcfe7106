import { proxySinks, type ActivateInput, type Sinks, type WorkflowInterceptors } from '@temporalio/workflow';

/** What the SDK gave a workflow at once, and what the workflow answered. */
export interface Activation {
  readonly isReplaying: boolean;
  /** Whether its events belong to no workflow task: the history grew, its size as of the last task did not. */
  readonly isEarly: boolean;
  readonly jobs: readonly string[];
  /** The activities scheduled, in order. */
  readonly commands: readonly string[];
}

export interface RecorderSinks extends Sinks {
  recorder: { activation(activation: Activation): void };
}

type Job = NonNullable<ActivateInput['activation']['jobs']>[number];

const { recorder } = proxySinks<RecorderSinks>();

/** Tell the worker of each activation that is not a query's. */
export function interceptors(): WorkflowInterceptors {
  let last = { events: 0, bytes: 0 };
  let current: Omit<Activation, 'commands'> | undefined;
  return {
    internals: [
      {
        activate(input, next) {
          const { jobs, historyLength, historySizeBytes, isReplaying } = input.activation;
          const names = (jobs ?? []).map(nameOf);
          const position = { events: historyLength ?? 0, bytes: historySizeBytes?.toNumber() ?? 0 };
          const isEarly = position.events > last.events && position.bytes === last.bytes;
          if (!names.includes('query')) {
            current = { isReplaying: isReplaying === true, isEarly, jobs: names };
            last = position;
          }
          next(input);
        },
        concludeActivation(input, next) {
          const output = next(input);
          const commands = output.commands.flatMap(({ scheduleActivity }) => scheduleActivity?.activityType ?? []);
          if (current) recorder.activation({ ...current, commands });
          current = undefined;
          return output;
        },
      },
    ],
  };
}

/** The workflows of the scene schedule `first` and `second` as their activities 1 and 2. */
function nameOf({ initializeWorkflow, queryWorkflow, resolveActivity, signalWorkflow, doUpdate }: Job): string {
  if (initializeWorkflow) return 'start';
  if (queryWorkflow) return 'query';
  if (resolveActivity) return `activity ${resolveActivity.seq ?? 0}`;
  if (signalWorkflow) return 'signal';
  return doUpdate ? 'update' : 'cancellation';
}
