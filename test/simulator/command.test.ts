import { join } from 'node:path';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { isolatedEnvironment } from '../../tools/programs/isolated-environment';
import { startProgram, type Program } from '../../tools/programs/start-program';
import { basic, formOf } from './api-client';

const AUTHORIZATION = basic(SIMULATED_ACCOUNT.accountSid, SIMULATED_ACCOUNT.authToken);

function command(...args: string[]): Promise<Program> {
  const script = join(__dirname, '../../lib/simulator/main.js');
  return startProgram(script, args, { env: isolatedEnvironment({}) });
}

/** Where a started command says it listens. */
async function originsOf(program: Program): Promise<{ readonly api: string; readonly control: string }> {
  const origins = (): string[] => program.stdout().match(/http:\/\/[\d.]+:\d+/g) ?? [];
  while (!program.stdout().includes('isOut')) {
    if (program.stderr() !== '') throw new Error(program.stderr());
    await new Promise(setImmediate);
  }
  return { api: origins().at(0)!, control: origins().at(-1)! };
}

test('it says how to use it, does what its options say, and ends with Ctrl-C and a report', async () => {
  const options = ['--job-duration', '1h', '--quota', '2', '--clock-speed', '0'];
  const program = await command('--port', '0', '--control-port', '0', ...options);
  const { api, control } = await originsOf(program);
  expect(program.stdout()).toContain(
    `export TWILIO_ACCOUNT_SID=${SIMULATED_ACCOUNT.accountSid} TWILIO_AUTH_TOKEN=${SIMULATED_ACCOUNT.authToken}\n` +
      `  export TWILIO_BULK_EXPORTS_URL=${api}\n`,
  );
  const create = async (range: string): Promise<number> => {
    const body = new URLSearchParams(formOf(range));
    const headers = { Authorization: AUTHORIZATION };
    return (await fetch(`${api}/v1/Exports/Messages/Jobs`, { method: 'POST', body, headers })).status;
  };

  expect(await create('2024-03-01..2024-03-03')).toBe(400);
  expect(await create('2024-03-01..2024-03-02')).toBe(201);
  await fetch(`${control}/clock/advance`, { method: 'POST', body: '{"ms": 1800000}' });
  const report = (await (await fetch(`${control}/report`)).json()) as object;
  expect(report).toMatchObject({ exportedDays: 1, unfinishedDays: 1, refusedForQuota: 1 });

  program.kill('SIGINT');
  expect(await program.exit).toBe(0);
  expect(program.stdout()).toContain('Jobs      1 accepted, 1 refused, 1 of them for the quota');
  expect(program.stderr()).toBe('');
});

test('it can listen on every address, and its control API does not', async () => {
  const program = await command('--port', '0', '--control-port', '0', '--host', '0.0.0.0');
  const { api, control } = await originsOf(program);
  // On Linux, all of 127.0.0.0/8 is this machine.
  const other = (origin: string): string => origin.replace('127.0.0.1', '127.0.0.2');
  expect((await fetch(other(api))).status).toBe(401);
  await expect(fetch(other(control))).rejects.toThrow();
  await program.stop();
  expect(await program.exit).toBe(0);
});

test('a port that is taken is told, with what to do', async () => {
  const first = await command('--port', '0', '--control-port', '0');
  const { api } = await originsOf(first);
  const second = await command('--port', new URL(api).port, '--control-port', '0');
  expect(await second.exit).toBe(1);
  expect(second.stderr()).toMatch(/^listen EADDRINUSE.*Choose another --port/);
  const third = await command('--port', '0', '--control-port', new URL(api).port);
  expect(await third.exit).toBe(1);
  expect(third.stderr()).toMatch(/^listen EADDRINUSE/);
  await first.stop();
});

test.each([
  ['--port', 'here', 'Give a whole number'],
  ['--parallel', '0', 'Give at least 1'],
  ['--quota', 'many', 'Give a whole number'],
  ['--clock-speed', 'fast', 'Give a number such as 60 or 0.5'],
  ['--job-duration', '20', 'Give a duration such as 20s, 5m or 2h'],
])('%s %s is refused in words, with exit code 2', async (option, value, message) => {
  const program = await command(option, value);
  expect(await program.exit).toBe(2);
  expect(program.stderr()).toContain(message);
  expect(program.stdout()).toBe('');
});
