import { execFile, type ExecFileException } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const LINES_OF_A_FAILURE = 5;

export interface CommandOptions {
  /** Milliseconds until the command is killed. */
  readonly timeLimit: number;
  readonly folder?: string;
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  /** Ends the command early; the reason given to the abort becomes the error's message. */
  readonly signal?: AbortSignal;
}

/** Run a program to its end and return its standard output; the error of a failure says why in one sentence. */
export async function runCommand(
  path: string,
  args: readonly string[],
  { timeLimit, folder, environment, signal }: CommandOptions,
): Promise<string> {
  try {
    const { stdout } = await execute(path, args, {
      timeout: timeLimit,
      killSignal: 'SIGKILL',
      maxBuffer: 64 * 1024 * 1024,
      ...(folder !== undefined && { cwd: folder }),
      ...(environment && { env: environment }),
      ...(signal && { signal }),
    });
    return stdout;
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    throw new Error(describeFailure(path, error as ExecFileException, timeLimit), { cause: error });
  }
}

function describeFailure(path: string, error: ExecFileException, timeLimit: number): string {
  if (error.killed === true) return `${path} did not end within ${timeLimit / 1000} s`;
  if (typeof error.code === 'string') return `${path} could not be run (${error.code})`;
  const ending = error.signal ? `was killed by ${error.signal}` : `ended with code ${String(error.code)}`;
  const lines = (error.stderr ?? '').trim().split('\n').slice(-LINES_OF_A_FAILURE).join('\n');
  return `${path} ${ending}${lines === '' ? '' : `: ${lines}`}`;
}

/**
 * The version line a Temporal CLI prints, such as "temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)". Running it is also the proof
 * that the file works on this machine.
 */
export async function readVersion(path: string, timeLimit = 10_000): Promise<string> {
  const output = await runCommand(path, ['--version'], { timeLimit });
  const [line = ''] = output.trim().split('\n');
  if (line === '') throw new Error(`${path} --version printed nothing`);
  return line;
}
