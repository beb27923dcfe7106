import type { Command } from 'commander';
import { problemOf } from '../client/failures/describe-failure';
import { ownCommand, ownName } from '../client/own-command';
import type { CommandWords } from '../domain/request/command-line';
import type { ResourceType } from '../domain/twilio/resource-type';
import type { OptionFlags } from './input/option-flags';

type Act = (flags: Flags, argument: string, ...more: readonly string[]) => Promise<Result>;
type ActOnExport = (workflowId: string, flags: Flags) => Promise<Result>;

/** Complete a command with `--json`, its examples, and what it does. Its result is printed and sets the exit code. */
export function addAction(command: Command, examples: readonly string[], act: Act, json = 'Print JSON to stdout'): Command {
  const title = examples.length === 1 ? 'Example:' : 'Examples:';
  return command
    .option('--json', json)
    .addHelpText('after', () => ['', title, ...examples.map((example) => `  ${ownName()} ${example}`)].join('\n'))
    .action(async () => {
      const flags = command.opts<Flags>();
      const [argument = '', ...more] = command.args;
      const { facts, lines, next = [], exitCode } = await act(flags, argument, ...more);
      const commands = next.length > 0 ? ['', 'Next:', ...next.map((words) => `  ${ownCommand(...words)}`)] : [];
      const text = flags.json ? JSON.stringify(facts, undefined, 2) : [...lines, ...commands].join('\n');
      if (text !== '') console.log(text);
      if (exitCode !== undefined) process.exitCode = exitCode;
    });
}

/** Add a command to a group of commands, which has a command for help, too. */
export function addSubcommand(group: Command, name: string, summary: string, description = ''): Command {
  group.helpCommand('help [command]', 'Show the help of a command');
  return group.command(name).summary(summary).description(description);
}

export function addExportAction(command: Command, example: string, act: ActOnExport, json?: string): Command {
  command.argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`');
  return addAction(command, [example], (flags, workflowId) => act(workflowId, flags), json);
}

export interface Result {
  /** What `--json` prints. */
  readonly facts: unknown;
  /** What is printed otherwise, followed by the next commands. */
  readonly lines: readonly string[];
  readonly next?: readonly CommandWords[];
  readonly exitCode?: number;
}

/** Several results as one, with a blank line between blocks of lines; it has failed when one of them has. */
export function joinResults(results: readonly Result[]): Result {
  const codes = results.map(({ exitCode = 0 }) => exitCode);
  return {
    facts: results.map(({ facts }) => facts),
    lines: results.flatMap(({ lines }, index) => (index > 0 && lines.length > 1 ? ['', ...lines] : lines)),
    next: results.flatMap(({ next = [] }) => next),
    exitCode: codes.includes(1) ? 1 : Math.max(...codes),
  };
}

type Switch = 'chart' | 'failed' | 'follow' | 'foreign' | 'json' | 'missing' | 'plan' | 'repair' | 'running' | 'yes';
type Days = 'firstDay' | 'from' | 'last' | 'since' | 'to';
type Text = 'account' | 'at' | 'group' | 'jitter' | 'maxAge' | 'reason' | 'resourceType' | 'state' | Days;

export type Flags = Readonly<Partial<Record<Switch, boolean> & Record<Text, string>>> & OptionFlags;

/** Do something for several resource types side by side. A refused one is named on stderr and does not stop the others. */
export async function forEachType<Spec extends { readonly resourceType: ResourceType }>(
  specs: readonly Spec[],
  act: (spec: Spec) => Promise<Result>,
): Promise<Result> {
  const [first] = specs;
  if (first && specs.length === 1) return act(first);
  const attempt = (spec: Spec) => act(spec).catch((error: unknown) => refused(spec.resourceType, error));
  return joinResults(await Promise.all(specs.map(attempt)));
}

function refused(resourceType: ResourceType, error: unknown): Result {
  const problem = problemOf(error);
  console.error(`Error: ${resourceType}: ${problem}`);
  return { facts: { resourceType, problem }, lines: [], exitCode: 1 };
}
