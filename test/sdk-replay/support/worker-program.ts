import { DefaultLogger, NativeConnection, Runtime, Worker, type InjectedSinks } from '@temporalio/worker';
import type { RecorderSinks } from './record-activations';

/** A worker that can be killed. Writes `ready`, then each activation as a line of JSON. */
async function main(): Promise<void> {
  const { ADDRESS: address = '', TASK_QUEUE: taskQueue = '', BUNDLE: codePath = '' } = process.env;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const sinks: InjectedSinks<RecorderSinks> = {
    recorder: {
      activation: {
        callDuringReplay: true,
        fn: (_info, activation) => {
          process.stdout.write(`${JSON.stringify(activation)}\n`);
        },
      },
    },
  };
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    taskQueue,
    workflowBundle: { codePath },
    sinks,
    stickyQueueScheduleToStartTimeout: Number(process.env['STICKY_MS']),
  });
  process.stdout.write('ready\n');
  await worker.run();
}

main().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exitCode = 1;
});
