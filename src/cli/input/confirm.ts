import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CommandError } from '../../client/send-command';
import { UsageError } from './usage-error';

/** The option of a command that asks before it acts. */
export const YES_OPTION = ['--yes', 'Skip the confirmation; required without a terminal'] as const;

type Terminal = Pick<NodeJS.Process, 'stdin' | 'stderr'>;

/** Ask a yes-or-no question, unless `--yes` answers it. @throws UsageError without a terminal, CommandError after a no */
export async function confirm(question: string, yes?: boolean, { stdin, stderr }: Terminal = process): Promise<void> {
  if (yes) return;
  if (!stdin.isTTY || !stderr.isTTY) {
    throw new UsageError([`Confirmation required: ${question} Add --yes to run this command without a terminal.`]);
  }
  stderr.write(`${question} [y/N] `);
  if (!/^y(es)?$/i.test((await readLine(stdin)).trim())) throw new CommandError('Not confirmed. Nothing was changed.');
}

/** Closing the interface pauses the terminal, which would keep the process running. */
async function readLine(input: NodeJS.ReadStream): Promise<string> {
  const lines = createInterface({ input });
  const [line = ''] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as string[];
  lines.close();
  return line;
}
