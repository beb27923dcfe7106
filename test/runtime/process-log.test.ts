import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const MODULE = join(__dirname, '../../lib/runtime/process-log.js');

/** What a program with the log writes to stderr and stdout. */
function run(format: string, script: string) {
  const begin = `const { processLog } = require(${JSON.stringify(MODULE)});
    const line = processLog('${format}', (text) => process.stderr.write(text + '\\n'));`;
  return spawnSync(process.execPath, ['-e', `${begin}\n${script}`], { encoding: 'utf8' });
}

test('as JSON, warnings, prints of libraries and uncaught errors are lines of the log', () => {
  const { status, stdout, stderr } = run(
    'json',
    `line('INFO', 'begun');
     console.warn('two\\nlines %d', 2);
     console.log('printed');
     process.emitWarning('old Node', 'AwsWarning');
     setTimeout(() => Promise.reject(new Error('nobody catches it')), 50);`,
  );
  const lines = stderr
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as object);
  expect(lines).toMatchObject([
    { level: 'INFO', message: 'begun' },
    { level: 'WARN', message: 'two\nlines 2' },
    { level: 'WARN', message: 'printed' },
    { level: 'WARN', message: 'AwsWarning: old Node' },
    { level: 'ERROR', message: expect.stringContaining('nobody catches it') as string },
  ]);
  expect(stdout).toBe('');
  expect(status).toBe(1);
});

test('as text, a line is its message', () => {
  expect(run('text', `line('INFO', 'begun')`)).toMatchObject({ status: 0, stderr: 'begun\n' });
});
