import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

/** A line planted in a file, and what lint has to say of it; for each room one that only its own row forbids. */
const PLANTED: [file: string, line: string, message: RegExp][] = [
  ['src/domain/days/day-map.ts', "import '../format';", /The calendar needs nothing/],
  ['src/domain/format.ts', "import type { Day } from './days/day-range';", /Formatting needs nothing/],
  ['src/domain/instead-of.ts', "import './days/day-range';", /Any promise may need it/],
  ['src/domain/shape.ts', "import '../contract/ids';", /Shapes know no message/],
  ['src/domain/twilio/limits.ts', "import '../ledger/ledger';", /This is what Twilio says/],
  ['src/domain/ledger/ledger.ts', "import '../plan/next-submission';", /The ledger is the state of days/],
  ['src/domain/quota/lease.ts', "import type { Ledger } from '../ledger/ledger';", /serves many exports/],
  ['src/domain/allocation/row.ts', "import type { Ledger } from '../ledger/ledger';", /arithmetic on missing days/],
  ['src/domain/request/export-options.ts', "import '../plan/cost-estimate';", /exists before its export/],
  ['src/domain/plan/next-submission.ts', "import '../describe/advice';", /A plan is a value/],
  ['src/domain/plan/next-submission.ts', "import axios from 'axios';", /may not import axios/],
  ['src/domain/describe/advice.ts', "import '../../contract/ids';", /The domain is pure/],
  ['src/domain/notify/notice.ts', "import '../../contract/ids';", /Notices are values/],
  ['src/notify/post.ts', "import '../contract/ids';", /Senders know targets and messages/],
  ['src/version.ts', "import 'axios';", /keep it small/],
  ['src/network/proxy.ts', "import 'axios';", /the same for all clients/],
  ['src/contract/ids.ts', "import '@temporalio/workflow';", /let each caller wrap them/],
  ['src/contract/messages.ts', "import type { A } from '../activities';", /Messages are definitions/],
  ['src/bulk-export/client.ts', "import '@temporalio/common';", /API client .* let an activity translate/],
  ['src/bulk-export/client.ts', "import '../domain/plan/next-submission';", /knows days and Twilio/],
  ['src/bulk-export/client.ts', "import '../settings/settings';", /not Temporal and not exports/],
  ['src/twilio-api/list-subaccounts.ts', "import '../activities';", /share the HTTP of bulk-export/],
  ['src/archive/port.ts', "import '@temporalio/common';", /archive .* let an activity translate/],
  ['src/archive/port.ts', "import { a } from '../bulk-export/port';", /bulk-export\/port as types only/],
  ['src/archive/stores/store.ts', "import '../days/layout';", /A store keeps bytes under names/],
  ['src/activities/index.ts', "import '../workflows';", /let runtime\/ pass it in/],
  ['src/activities/attempt/activity.ts', "import '../polling/poll-jobs';", /how every activity runs/],
  ['src/activities/attempt/activity.ts', "import '../../archive/days/layout';", /how every activity runs/],
  [
    'src/workflows/export/export-run.ts',
    "import { submitJob } from '../../activities/submission/submit-job';",
    /src\/activities\/submission\/submit-job as types only .* do it in an activity/,
  ],
  ['src/workflows/export/export-run.ts', "import 'node:fs';", /may not import Node\/fs/],
  ['src/workflows/export/export-run.ts', "import fs from 'fs';", /may not import Node\/fs/],
  ['src/workflows/export/export-run.ts', "void import('axios');", /may not import axios/],
  ['src/workflows/export/export-run.ts', "export * from '../../runtime/metrics';", /is replayed/],
  ['src/codec/encryption-codec.ts', "import '../settings/settings';", /take the keys as an argument/],
  ['src/settings/settings.ts', "import '../activities/dependencies';", /turn an environment into values/],
  ['src/runtime/create-worker.ts', "import '../workflows';", /loads workflows as a bundle/],
  ['src/client/connection.ts', "import '@temporalio/worker';", /Programs embed the client/],
  ['src/client/connection.ts', "export type C = import('commander').Command;", /Programs embed the client/],
  ['src/client/connection.ts', "console.log('connected');", /Unexpected console statement/],
  ['src/cli/create-program.ts', "import '../bulk-export/client';", /talks through client\//],
  ['src/cli/input/account.ts', "import '../output/print';", /together with the output/],
  ['src/cli/output/print.ts', "import '../commands/list';", /together with the input/],
  ['src/worker.ts', "import './archive/create-archive';", /do it in runtime\//],
  ['src/worker.ts', "import '../simulator/accounts/account';", /may not import simulator/],
  ['src/worker-health.ts', "import './runtime/create-worker';", /must be light/],
  ['src/starter.ts', "import './runtime/create-worker';", /do it in cli\//],
  ['src/new-room/file.ts', '', /src\/new-room\/file is in no room/],
  ['bench/main.ts', "import '../chaos/main';", /programs from outside/],
  ['bench/peers/twilio-script/main.ts', "import '../../scenarios';", /knows nothing of Dayhaul/],
  ['bench/judge/figures-of.ts', "import '../contestants/dayhaul';", /no figure comes from a contestant/],
  ['simulator/calendar.ts', "import './wire/view';", /simulator\/calendar may not/],
  ['simulator/movable-clock.ts', "import './calendar';", /simulator\/movable-clock may not/],
  ['simulator/command-line.ts', "import './calendar';", /simulator\/command-line may not/],
  ['simulator/wire/view.ts', "import type { Fault } from '../faults/fault';", /simulator\/wire may not/],
  ['simulator/faults/fault.ts', "import '../accounts/account';", /simulator\/faults may not/],
  ['simulator/accounts/account.ts', "import '../jobs/job';", /simulator\/accounts may not/],
  ['simulator/accounts/account.ts', "import '../../src/contract/ids';", /product of its own/],
  ['simulator/jobs/job.ts', "import '../log/report';", /simulator\/jobs may not/],
  ['simulator/files/day-files.ts', "import '../log/report';", /simulator\/files may not/],
  ['simulator/webhooks/webhook-caller.ts', "import '../files/day-files';", /simulator\/webhooks may not/],
  ['simulator/log/report.ts', "import '../webhooks/webhook-caller';", /simulator\/log may not/],
  ['simulator/api/process-request.ts', "import '../exchange';", /simulator\/api may not/],
  ['simulator/exchange.ts', "import './start-simulator';", /simulator\/exchange may not/],
  ['simulator/start-simulator.ts', "import './control/bodies';", /simulator\/start-simulator may not/],
  ['simulator/control/bodies.ts', "import '../main';", /simulator\/control may not/],
  ['simulator/main.ts', "import '@temporalio/client';", /simulator\/main may not/],
  ['chaos/check-invariants.ts', "import '../src/contract/ids';", /from outside/],
  ['chaos/generate/exports.ts', "import '../harness/world';", /drawn before anything runs/],
  ['chaos/harness/world.ts', "import '../invariants/ended';", /runs a scenario and observes it/],
  ['chaos/invariants/ended.ts', "import '../harness/world';", /An invariant judges observations/],
  ['tools/bundle-workflows.ts', "import '../src/version';", /Tools serve tests/],
  ['tools/programs/run-command.ts', "import '../browser/open-browser';", /start any program/],
  ['src/domain/plan/next-submission.ts', 'export const now = Date.now();', /no clock and no chance/],
  ['src/domain/plan/next-submission.ts', 'export const luck = Math.random();', /no clock and no chance/],
];

let findings: string[][];
let rooms: string[];

// ESLint's configuration is a module of its own kind, so it is asked in a process of its own; without types it is quick
beforeAll(async () => {
  const script = `
    import { ESLint } from 'eslint';
    import { ROOMS } from './tools/lint/rooms.mjs';
    const eslint = new ESLint({
      ruleFilter: ({ ruleId, severity }) =>
        severity === 2 && ['rooms/imports', 'no-restricted-syntax', 'no-console'].includes(ruleId),
      overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    });
    const findings = [];
    for (const [filePath, line] of ${JSON.stringify(PLANTED.map(([file, line]) => [file, line]))}) {
      const [result] = await eslint.lintText(line + '\\n', { filePath });
      findings.push(result.messages.map(({ message }) => message));
    }
    console.log(JSON.stringify({ findings, rooms: ROOMS.map(({ room }) => room) }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT });
  ({ findings, rooms } = JSON.parse(stdout) as { findings: string[][]; rooms: string[] });
});

test.each(PLANTED.map(([file, line, message], index) => [file, line, message, index] as const))(
  'in %s lint refuses "%s"',
  (_file, _line, message, index) => {
    expect(findings[index]).toEqual([expect.stringMatching(message)]);
  },
);

test('every room has a line planted in it', () => {
  const files = PLANTED.map(([file]) => file);
  const bare = rooms.filter((room) => !files.some((file) => file === `${room}.ts` || file.startsWith(`${room}/`)));
  expect(bare).toEqual([]);
});
