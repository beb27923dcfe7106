import { availableParallelism, release, totalmem, type } from 'node:os';

/** What ran the contestants, without its name. */
export interface Machine {
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
}

/** This machine. */
export function thisMachine(): Machine {
  const memoryGiB = Math.round(totalmem() / 1024 ** 3);
  return { cores: availableParallelism(), memoryGiB, system: `${type()} ${/^\d+\.\d+/.exec(release())?.[0] ?? ''}` };
}
