import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { accountOfTaskQueue } from '../contract/ids';
import { accountsFileOf } from '../settings/environment';
import { commandLine } from '../domain/request/command-line';

/** The package, whether this code runs from `src` or was built into `lib`. */
const ENTRY = join(__dirname, '../../lib/starter.js');

/** A command that runs as printed in this folder. @example ownCommand('status', 'export-a') // npx dayhaul status export-a */
export function ownCommand(...words: readonly string[]): string {
  return `${prefix}${ownName()} ${commandLine(words)}`;
}

let prefix = '';

/** Use an accounts file, also in the commands that are printed. */
export function useAccountsFile(path: string): void {
  process.env['DAYHAUL_CONFIG'] = path;
  prefix = `DAYHAUL_CONFIG=${commandLine([path])} `;
}

/** The command that starts a worker for a task queue, regardless of the environment. That of a group needs its accounts file. */
export function workerCommand(taskQueue: string): string {
  const account = accountOfTaskQueue(taskQueue);
  if (account === undefined) return ownCommand('worker');
  const alone = accountsFileOf(process.env) === undefined ? '' : 'DAYHAUL_CONFIG=none ';
  return `${alone}DAYHAUL_ACCOUNT=${commandLine([account])} ${ownName()} worker`;
}

let known: string | undefined;

/** How Dayhaul is called here. DAYHAUL_COMMAND overrides it where it cannot be detected, as in a container. */
export function ownName(): string {
  known ??= process.env['DAYHAUL_COMMAND'] ?? findOwnName(ENTRY, process.cwd(), process.env['PATH'] ?? '');
  return known;
}

/** How an installation is called: `dayhaul` when the PATH has it, `npx dayhaul` when npx finds it, otherwise by its path. */
export function findOwnName(entry: string, folder: string, searchPath: string): string {
  if (isSame(programOnPath(searchPath), entry)) return 'dayhaul';
  if (isSame(programOfNpx(folder, entry), entry)) return 'npx dayhaul';
  return commandLine(['node', entry]);
}

/** npm adds `node_modules/.bin` folders to the PATH of its scripts, which the user's own PATH does not have. */
function programOnPath(searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.endsWith(join('node_modules', '.bin')))
    .map((folder) => join(folder, 'dayhaul'))
    .find(isExecutable);
}

/** npx uses the nearest folder with a package, and prefers the program of that package to installed ones. */
function programOfNpx(folder: string, entry: string): string | undefined {
  const root = upwards(folder).find((each) => existsSync(join(each, 'package.json')) || existsSync(join(each, 'node_modules')));
  if (root === undefined) return undefined;
  if (isSame(root, dirname(dirname(entry)))) return entry;
  return upwards(root)
    .map((each) => join(each, 'node_modules', '.bin', 'dayhaul'))
    .find(isExecutable);
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isSame(path: string | undefined, other: string): boolean {
  return path !== undefined && existsSync(path) && existsSync(other) && realpathSync(path) === realpathSync(other);
}
