/** @type {import('knip').KnipConfig} */
module.exports = {
  entry: [
    'src/worker.ts',
    'src/starter.ts',
    'src/worker-health.ts',
    'src/workflows/index.ts',
    'demo/main.ts',
    'up/main.ts',
    'simulator/main.ts',
    'tools/bundle-workflows.ts',
    'tools/temporal-server/main.ts',
    'bench/download/{main,deliver-file,serve-file}.ts',
    'test/**/*.test.ts',
    'test/replay/record-histories.ts',
    'test/ui/take-picture.ts',
    'test/support/global-setup.ts',
  ],
  project: ['{src,simulator,tools,demo,up,bench,test}/**/*.ts'],
  ignoreBinaries: ['openssl'],
  ignoreDependencies: ['protobufjs'],
};
