import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Bundle the workflows of the scenes with the recorder and further interceptors into a folder; the bundle's path. */
export async function bundleScenes(folder: string, ...interceptors: readonly string[]): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: require.resolve('./workflows'),
    workflowInterceptorModules: ['./record-activations', ...interceptors].map((path) => require.resolve(path)),
    logger: new DefaultLogger('ERROR'),
  });
  const codePath = join(folder, `scenes-${interceptors.length}.js`);
  await writeFile(codePath, code);
  return codePath;
}
