import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { minifyBundle } from './minify-bundle';

/** Bundle the built workflows once, so that a worker starts without a compiler. */
async function main(): Promise<void> {
  const lib = join(__dirname, '..');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(lib, 'workflows', 'index.js'),
    workflowInterceptorModules: ['refuse-early-events', 'updates-last', 'cancel-reason'].map((name) =>
      join(lib, 'workflows', `${name}.js`),
    ),
    webpackConfigHook: (config) => ({ ...config, mode: 'production', optimization: { ...config.optimization, minimize: false } }),
    logger: new DefaultLogger('WARN'),
  });
  writeFileSync(join(lib, 'workflow-bundle.js'), await minifyBundle(code, join(lib, '..')));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
