import { join } from 'node:path';

/** A command of Dayhaul as a person can type it: as this program was told by its starter, otherwise by the path. */
export function dayhaulCommand(command: string): string {
  const name = process.env['DAYHAUL_COMMAND'] ?? `node ${join(__dirname, '../../starter.js')}`;
  return `${name} ${command}`;
}
