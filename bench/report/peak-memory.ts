import { readFile } from 'node:fs/promises';

/** The most memory that a running process had in use, in bytes, as Linux keeps it. */
export async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error('The peak of the memory is told on Linux only.');
  return Number(kilobytes) * 1024;
}
