import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');

/** A line planted in a file, and what lint has to say of it. */
const PLANTED: [name: string, file: string, line: string, message: RegExp][] = [
  [
    'axios in the domain',
    'src/domain/plan/next-submission.ts',
    "import axios from 'axios';",
    /The domain is pure/,
  ],
  [
    'a clock in the domain',
    'src/domain/plan/next-submission.ts',
    'export const now = Date.now();',
    /no clock and no chance/,
  ],
  [
    'chance in the domain',
    'src/domain/plan/next-submission.ts',
    'export const luck = Math.random();',
    /no clock and no chance/,
  ],
  [
    'an activity in a workflow',
    'src/workflows/export/export-run.ts',
    "import { submitJob } from '../../activities/submission/submit-job';",
    /activities as types only/,
  ],
  ['Node in a workflow', 'src/workflows/export/export-run.ts', "import 'node:fs';", /without Node/],
  [
    'axios in a workflow',
    'src/workflows/export/export-run.ts',
    "import axios from 'axios';",
    /belongs in an activity/,
  ],
  [
    'a workflow in an activity',
    'src/activities/index.ts',
    "import '../workflows';",
    /know nothing of workflows/,
  ],
  [
    'Temporal in the API client',
    'src/bulk-export/client.ts',
    "import '@temporalio/common';",
    /do not know Temporal/,
  ],
  ['Temporal in the archive', 'src/archive/port.ts', "import '@temporalio/common';", /do not know Temporal/],
  [
    'a decision of the domain in the archive',
    'src/archive/port.ts',
    "import { nextStep } from '../domain/plan/next-submission';",
    /take types, no decisions/,
  ],
  [
    'settings in the API client',
    'src/bulk-export/client.ts',
    "import '../settings/settings';",
    /Only the entries/,
  ],
  [
    'the simulator in the worker',
    'src/worker.ts',
    "import '../simulator/accounts/account';",
    /never imports the simulator/,
  ],
  [
    'the product in the simulator',
    'simulator/accounts/account.ts',
    "import '../../src/contract/ids';",
    /product of its own/,
  ],
  ['the product in its judge', 'chaos/check-invariants.ts', "import '../src/contract/ids';", /from outside/],
];

let findings: string[][];

// ESLint's configuration is a module of its own kind, so it is asked in a process of its own
beforeAll(async () => {
  const script = `
    const { ESLint } = require('eslint');
    const eslint = new ESLint();
    (async () => {
      const all = [];
      for (const [, file, line] of ${JSON.stringify(PLANTED.map(([name, file, line]) => [name, file, line]))}) {
        const [result] = await eslint.lintText(line + '\\n', { filePath: file });
        all.push(result.messages.filter(({ severity }) => severity === 2).map(({ message }) => message));
      }
      console.log(JSON.stringify(all));
    })();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: ROOT });
  findings = JSON.parse(stdout) as string[][];
});

test.each(PLANTED.map(([name, , , message], index) => [name, index, message] as const))(
  'lint refuses %s, and says why',
  (_name, index, message) => {
    expect(findings[index]?.join('\n')).toMatch(message);
  },
);
