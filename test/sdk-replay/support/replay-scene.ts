import { Worker, type InjectedSinks } from '@temporalio/worker';
import type { Scene } from './run-scene';
import type { Activation, RecorderSinks } from './record-activations';

/** The last activation of a replay, and the error that ended it, if one did. */
export interface SceneReplay {
  readonly last: Activation | undefined;
  readonly error: Error | undefined;
}

/** Replay the history of a scene with the bundle that made it. */
export async function replayScene(history: Scene['history'], codePath: string): Promise<SceneReplay> {
  const activations: Activation[] = [];
  const sinks: InjectedSinks<RecorderSinks> = {
    recorder: {
      activation: {
        callDuringReplay: true,
        fn: (_info, activation) => {
          activations.push(activation);
        },
      },
    },
  };
  const error = await Worker.runReplayHistory({ workflowBundle: { codePath }, sinks }, history).then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );
  return { last: activations.at(-1), error };
}
