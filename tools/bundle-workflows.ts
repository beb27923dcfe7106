import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { minifyBundle } from './minify-bundle';

/** The bundles, and the failure converter of each; undefined for that of the SDK. */
const BUNDLES = { 'workflow-bundle.js': undefined, 'workflow-bundle-encrypting.js': 'codec/failure-converter.js' };

/** Bundle the built workflows once, so that a worker starts without a compiler. */
async function main(): Promise<void> {
  const lib = join(__dirname, '..');
  for (const [name, failureConverter] of Object.entries(BUNDLES)) {
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(lib, 'workflows', 'index.js'),
      workflowInterceptorModules: ['refuse-early-events', 'updates-last', 'cancel-reason'].map((module) =>
        join(lib, 'workflows', `${module}.js`),
      ),
      ...(failureConverter && { failureConverterPath: join(lib, failureConverter) }),
      webpackConfigHook: (config) => ({ ...config, mode: 'production', optimization: { ...config.optimization, minimize: false } }),
      logger: new DefaultLogger('WARN'),
    });
    writeFileSync(join(lib, name), await minifyBundle(code, join(lib, '..')));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
