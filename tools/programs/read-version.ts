import { runCommand } from './run-command';

/**
 * The version line a Temporal CLI prints, such as "temporal version 1.8.2 (Server 1.31.2, UI 2.50.1)". Running it is
 * also the proof that the file works on this machine.
 */
export async function readVersion(path: string, timeLimit = 10_000): Promise<string> {
  const output = await runCommand(path, ['--version'], { timeLimit });
  const [line = ''] = output.trim().split('\n');
  if (line === '') throw new Error(`${path} --version printed nothing`);
  return line;
}
