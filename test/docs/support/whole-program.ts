import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createProgram, defineCommand } from '../../../src/cli/create-program';
import { ROOT } from './pages';

/** Programs that read their own command line: their commands in the tree have no options. */
const PROGRAMS: Readonly<Record<string, string>> = {
  worker: 'src/worker.ts',
  'codec-server': 'codec-server/main.ts',
  up: 'up/main.ts',
  demo: 'demo/command-line.ts',
  simulator: 'simulator/command-line.ts',
};

/** A command with the long flags of its options, and the description of each. */
export type Flags = ReadonlyMap<string, string>;

/** Every command that does something, by its whole name (`export`, `schedule create`), with its flags. */
export async function flagsByCommand(): Promise<ReadonlyMap<string, Flags>> {
  const program = createProgram();
  await Promise.all(program.commands.map(defineCommand));
  return new Map(commandsOf(program));
}

function commandsOf(program: Command, prefix = ''): [string, Flags][] {
  return program.commands.flatMap((command): [string, Flags][] => {
    const name = `${prefix}${command.name()}`;
    if (command.commands.length > 0) return commandsOf(command, `${name} `);
    const source = PROGRAMS[name];
    const options = command.options.map(({ long, description }): [string, string] => [long ?? '', description]);
    return [[name, new Map(source === undefined ? options : flagsIn(source))]];
  });
}

function flagsIn(source: string): [string, string][] {
  const code = readFileSync(join(ROOT, source), 'utf8');
  const flags = [...code.matchAll(/'(--[a-z-]+) <|option\(\s*'(--[a-z-]+)'/g)];
  return flags.map(([, withValue, alone]) => [withValue ?? alone ?? '', '']);
}
