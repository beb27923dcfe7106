import type { Program } from '../../tools/programs/start-program';
import type { Scenario, Work } from '../scenario';

/** Where a contestant works. */
export interface Place {
  /** The address of the simulated Twilio. */
  readonly origin: string;
  /** The address of the Temporal server, for those who need one. */
  readonly temporal: string;
  /** An empty folder for downloads. */
  readonly folder: string;
  /** A name that no other run has. */
  readonly label: string;
  /** When to end the program by SIGKILL, if at all. */
  readonly killAt?: Promise<void>;
}

/** A program that exports days. */
export interface Contestant {
  readonly name: string;
  /** What it consists of, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Why it cannot do a scenario, if so. */
  gapIn(scenario: Scenario): string | undefined;
  /** Do the work in processes of its own; rejects if it does not end with success. */
  run(work: Work, place: Place): Promise<void>;
}

/** Kill a program when it is time, and start it again at once. Resolves with the program that runs from then on. */
export async function killAndRestart(program: Program, killAt: Place['killAt'], restart: () => Promise<Program>): Promise<Program> {
  if (killAt === undefined) return program;
  const isEnded = await Promise.race([killAt.then(() => false), program.exit.then(() => true)]);
  if (isEnded) throw new Error(`The program ended before it was killed:\n${program.stdout()}${program.stderr()}`);
  program.kill('SIGKILL');
  await program.exit;
  return restart();
}
