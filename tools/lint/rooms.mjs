/**
 * Who may import whom. A room is a folder, or a file without its ending. A file belongs to the room with the longest
 * name that fits; it may import its own room, what `may` names, and as types what `mayAsTypes` names. Entries are
 * rooms, packages, or `Node`. `advice` is what a developer reads after "… may not import …".
 *
 * @typedef {{ room: string, may: string[], mayAsTypes?: string[], advice: string }} Room
 */

const FORMAT = 'src/domain/format';
const DAYS = 'src/domain/days';
const TWILIO = 'src/domain/twilio';
const SHAPE = 'src/domain/shape';
const INSTEAD = 'src/domain/instead-of';

/** @type {Room[]} */
const DOMAIN = [
  { room: DAYS, may: [], advice: 'The calendar needs nothing: take what you need as an argument.' },
  { room: FORMAT, may: [], advice: 'Formatting needs nothing: take what you need as an argument.' },
  { room: INSTEAD, may: [], advice: 'Any promise may need it: take what you need as an argument.' },
  { room: SHAPE, may: [DAYS], advice: 'Shapes know no message: put what a message must be where its type is.' },
  {
    room: TWILIO,
    may: [DAYS, FORMAT],
    advice: 'This is what Twilio says: put a decision about it in ledger/, plan/, quota/ or request/.',
  },
  {
    room: 'src/domain/ledger',
    may: [DAYS, TWILIO],
    advice: 'The ledger is the state of days: put what to do next in plan/, and sentences in describe/.',
  },
  {
    room: 'src/domain/quota',
    may: [DAYS, TWILIO, FORMAT, SHAPE],
    advice: 'The quota serves many exports: take what you need of one as an argument.',
  },
  {
    room: 'src/domain/allocation',
    may: [DAYS, TWILIO, 'src/domain/quota'],
    advice: 'An allocation is arithmetic on missing days: take what you need of an archive or a clock as an argument.',
  },
  {
    room: 'src/domain/request',
    may: [DAYS, TWILIO, FORMAT, SHAPE],
    advice: 'A request exists before its export: put what depends on the state of days in plan/.',
  },
  {
    room: 'src/domain/plan',
    may: [DAYS, TWILIO, 'src/domain/ledger', 'src/domain/request'],
    advice: 'A plan is a value: put its sentences in describe/, and take time and chance as arguments.',
  },
  {
    room: 'src/domain/describe',
    may: ['src/domain', 'date-fns'],
    advice: 'The domain is pure: it imports the domain, and date-fns for durations.',
  },
  {
    room: 'src/domain/notify',
    may: ['src/domain'],
    advice: 'Notices are values: let notify/ send them, and take ids and time as arguments.',
  },
];

/** @type {Room[]} */
const PRODUCT = [
  { room: 'src/version', may: ['Node', 'zod'], advice: 'Everybody may import the version: keep it small.' },
  {
    room: 'src/network',
    may: ['Node'],
    advice: 'How the network is reached is the same for all clients: take what you need as an argument.',
  },
  {
    room: 'src/contract',
    may: ['src/domain'],
    advice: 'The contract is names, types and data that all sides share: let each caller wrap them.',
  },
  {
    room: 'src/contract/messages',
    may: ['src/contract', 'src/domain', '@temporalio/workflow'],
    advice: 'Messages are definitions and types: put what carries them out in workflows/ or client/.',
  },
  {
    room: 'src/bulk-export',
    may: [DAYS, TWILIO, 'src/network', 'src/version', 'axios', 'zod', 'Node'],
    advice: 'The API client knows days and Twilio, not Temporal and not exports: let an activity translate.',
  },
  {
    room: 'src/twilio-api',
    may: [
      ...['src/bulk-export/api-error', 'src/bulk-export/http', 'src/bulk-export/port', 'src/bulk-export/secret'],
      ...['src/bulk-export/wire/values', 'zod'],
    ],
    mayAsTypes: ['src/bulk-export/client'],
    advice: 'The clients of other APIs of Twilio share the HTTP of bulk-export/: let an activity or runtime/ use them.',
  },
  {
    room: 'src/archive',
    may: [DAYS, TWILIO, INSTEAD, 'src/version', 'zod', 'Node'],
    mayAsTypes: ['src/bulk-export/port'],
    advice: 'The archive knows days and stores, not Temporal and not exports: let an activity translate.',
  },
  {
    room: 'src/archive/stores',
    may: [INSTEAD, 'src/network', '@aws-sdk', 'Node'],
    advice: 'A store keeps bytes under names: put what knows days in archive/days/.',
  },
  {
    room: 'src/activities',
    may: [
      ...['src/domain', 'src/contract', 'src/bulk-export', 'src/archive', 'src/version'],
      ...['@temporalio/activity', '@temporalio/common', '@temporalio/client'],
      ...['src/client/pollers', 'src/client/call-quota', 'src/client/failures/grpc-error', 'Node/zlib'],
    ],
    mayAsTypes: ['src/settings/notify'],
    advice: 'Activities get what they need as dependencies: let runtime/ pass it in.',
  },
  {
    room: 'src/activities/attempt',
    may: [
      ...['src/domain', 'src/contract', '@temporalio/activity', '@temporalio/common'],
      ...['src/bulk-export/api-error', 'src/bulk-export/files/file-failure'],
      ...['src/archive/stores/store', 'src/archive/days/damaged-file-error'],
    ],
    mayAsTypes: ['src/bulk-export/port', 'src/archive/port', 'src/activities/dependencies'],
    advice: 'An attempt is how every activity runs: put what one activity does in the folder of that activity.',
  },
  {
    room: 'src/workflows',
    may: ['src/domain', 'src/contract', '@temporalio/workflow'],
    mayAsTypes: ['src/activities'],
    advice: 'Workflow code runs in a sandbox and is replayed: do it in an activity.',
  },
  {
    room: 'src/notify',
    may: ['src/domain/notify', 'src/network', 'src/version', 'axios', 'nodemailer', 'standardwebhooks', 'Node'],
    mayAsTypes: ['src/settings'],
    advice: 'Senders know targets and messages, not Temporal and not exports: let an activity call them.',
  },
  {
    room: 'src/codec',
    may: ['src/contract', 'src/workflows/refuse-early-events', '@temporalio/common', '@temporalio/proto', 'Node'],
    advice: 'A codec knows payloads and keys, not what is in them: take the keys as an argument.',
  },
  {
    room: 'src/settings',
    may: [
      ...[DAYS, SHAPE, TWILIO, 'src/domain/quota', 'src/domain/request', 'src/domain/notify/notice', 'src/contract/ids'],
      ...['src/network', 'src/bulk-export/secret', 'src/bulk-export/files/file-hosts', 'src/archive/stores/archive-url'],
      ...['ms', 'yaml', 'zod', 'Node'],
    ],
    mayAsTypes: ['src/archive/stores', 'src/codec/encryption-codec'],
    advice: 'Settings turn an environment into values: let runtime/ or cli/ do something with them.',
  },
  {
    room: 'src/runtime',
    may: [
      ...[
        'src/settings',
        'src/activities',
        'src/archive',
        'src/bulk-export',
        'src/codec',
        'src/contract',
        'src/network',
        'src/notify',
        'src/twilio-api',
        'src/version',
      ],
      ...[
        'src/client/connection',
        'src/client/missing-days',
        'src/client/connection-settings',
        'src/client/temporal-unreachable',
        'src/client/pollers',
        'src/client/send-command',
        'src/client/server-support',
        'src/client/own-command',
        'src/domain/request/permissions',
        '@temporalio/worker',
        '@temporalio/common',
        '@temporalio/envconfig',
        'Node',
      ],
    ],
    mayAsTypes: ['src/domain'],
    advice: 'The runtime puts a worker together: it loads workflows as a bundle, and has no command line.',
  },
  {
    room: 'src/client',
    may: [
      ...[
        'src/domain',
        'src/contract',
        'src/network',
        'src/codec/encryption-codec',
        'src/settings/codec-keys',
        'src/settings/environment',
      ],
      ...['@temporalio/client', '@temporalio/common', '@temporalio/envconfig'],
      ...['ms', 'Node'],
    ],
    mayAsTypes: ['src/workflows'],
    advice: 'Programs embed the client: put the command line in cli/, and take settings as arguments.',
  },
];

const CLI = {
  may: [
    ...['src/client', 'src/domain', 'src/contract', 'src/settings', 'src/archive', 'src/version'],
    ...['commander', 'ms', 'Node'],
  ],
  mayAsTypes: ['src/activities', 'src/workflows', '@temporalio/client'],
};

/** @type {Room[]} */
const ENTRIES = [
  {
    ...CLI,
    room: 'src/cli',
    advice: 'The command line talks through client/: put what asks Temporal there, and what asks Twilio in an activity.',
  },
  {
    ...CLI,
    room: 'src/cli/input',
    mayAsTypes: [...CLI.mayAsTypes, 'src/cli/action'],
    advice: 'Input turns flags into requests: let a command bring it together with the output.',
  },
  { ...CLI, room: 'src/cli/output', advice: 'Output turns states into text: let a command bring it together with the input.' },
  {
    room: 'src/worker',
    may: [
      ...['src/runtime', 'src/settings', 'src/bulk-export/client', 'src/client/failures/describe-failure'],
      ...['src/cli/output/style-command', 'src/cli/output/print', 'commander'],
    ],
    mayAsTypes: ['@temporalio/worker'],
    advice: 'An entry only puts parts together: do it in runtime/.',
  },
  {
    room: 'src/worker-health',
    may: ['src/client', 'src/settings', 'src/contract/ids', 'Node'],
    advice: 'The health check starts often and must be light: do it in client/.',
  },
  {
    room: 'src/starter',
    may: ['src/cli', 'src/client', 'src/settings', 'src/archive/stores/store', 'commander'],
    advice: 'An entry only puts parts together: do it in cli/.',
  },
];

/** Each imports what stands before it; those that share a line do not know each other. */
const SIMULATOR_ORDER = [
  ['calendar', 'movable-clock', 'command-line'],
  ['wire'],
  ['faults'],
  ['accounts'],
  ['jobs'],
  ['files', 'webhooks', 'log'],
  ['api'],
  ['exchange'],
  ['start-simulator'],
  ['control'],
  ['main'],
].map((line) => line.map((name) => `simulator/${name}`));

/** @type {Room[]} */
const SIMULATOR = SIMULATOR_ORDER.flatMap((line, index) =>
  line.map((room) => ({
    room,
    may: [...SIMULATOR_ORDER.slice(0, index).flat(), 'commander', 'ms', 'zod', 'Node'],
    advice:
      'The simulator is a product of its own, without src/ and Temporal, and its parts build on each other: move what ' +
      'both need to the lower one.',
  })),
);

const CHAOS_WORDS = ['chaos/calendar', 'chaos/observations', 'chaos/random', 'chaos/scenario'];
const CHAOS_TOOLS = ['simulator', 'tools', 'fast-check', 'Node'];

/** @type {Room[]} */
const OUTSIDE = [
  {
    room: 'chaos',
    may: [...CHAOS_TOOLS, '@temporalio/client', '@temporalio/common', 'commander'],
    advice: 'Chaos judges the built worker from outside: ask Temporal, or the simulator.',
  },
  {
    room: 'chaos/generate',
    may: [...CHAOS_WORDS, 'simulator'],
    advice: 'A scenario is drawn before anything runs: describe what is to happen in chaos/scenario.ts.',
  },
  {
    room: 'chaos/harness',
    may: [...CHAOS_WORDS, ...CHAOS_TOOLS, '@temporalio/client', '@temporalio/common'],
    advice: 'The harness runs a scenario and observes it: hand on what it sees in chaos/observations.ts.',
  },
  {
    room: 'chaos/invariants',
    may: [...CHAOS_WORDS, 'simulator', 'tools/histories/failed-tasks'],
    advice: 'An invariant judges observations: let the harness put what it needs in chaos/observations.ts.',
  },
  {
    room: 'bench',
    may: [
      ...['src', 'simulator', 'tools', 'Node', '@temporalio/client', 'commander'],
      ...['prettier', 'twilio/package.json', 'vega', 'vega-lite'],
    ],
    advice: 'Benchmarks measure the built programs from outside: start them, and count at the simulator and in Temporal.',
  },
  {
    room: 'bench/peers',
    may: ['Node', 'twilio'],
    advice: 'A peer is what anybody could write: it knows nothing of Dayhaul and of the benchmark.',
  },
  {
    room: 'bench/judge',
    may: ['simulator', 'tools', 'Node'],
    mayAsTypes: ['bench/scenario'],
    advice: 'The judge knows the log of the simulator only: no figure comes from a contestant.',
  },
  {
    room: 'tools',
    may: [
      'Node',
      '@jridgewell/sourcemap-codec',
      '@swc/core',
      '@temporalio/client',
      '@temporalio/worker',
      'playwright-core',
      'yaml',
    ],
    advice: 'Tools serve tests, demo and chaos, and know none of them, nor the product: take it as an argument.',
  },
  {
    room: 'tools/programs',
    may: ['Node'],
    advice: 'These helpers start any program: put what belongs to one program in the folder of that program.',
  },
];

/** @type {Room[]} */
export const ROOMS = [...DOMAIN, ...PRODUCT, ...ENTRIES, ...SIMULATOR, ...OUTSIDE];
