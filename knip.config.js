/** @type {import('knip').KnipConfig} */
module.exports = {
  entry: [
    'src/worker.ts',
    'src/starter.ts',
    'src/worker-health.ts',
    'src/workflows/{cancel-reason,refuse-early-events,updates-last}.ts', // interceptors of the bundle
    'src/codec/failure-converter.ts', // of the bundle, by its path
    'demo/main.ts',
    'up/main.ts',
    'codec-server/main.ts',
    'simulator/main.ts',
    'chaos/main.ts',
    'chaos/kills/main.ts',
    'tools/bundle-workflows.ts',
    'tools/temporal-server/main.ts',
    'tools/temporal-cluster/main.ts',
    'bench/main.ts',
    'bench/peers/twilio-script/main.ts',
    'bench/comparisons/{deliver-file,serve-file}.ts',
    'test/**/*.test.ts',
    'test/replay/record-histories.ts',
    'test/sdk-replay/support/{worker-program,record-activations}.ts',
    'test/ui/take-picture.ts',
    'test/crash/support/reordered.ts', // bundled into a bad release
  ],
  project: ['{src,simulator,tools,demo,up,codec-server,chaos,bench,test}/**/*.ts'],
  ignoreBinaries: ['openssl', 'script'],
  ignoreDependencies: ['protobufjs'],
};
