import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Have a process killed as soon as this one is gone, however it goes: its end, a crash, SIGTERM or SIGKILL. A shell waits on a pipe
 * whose other end only we hold; the kernel closes that end with us. Call what this returns when the process has ended by itself, so
 * that nobody is killed who got its number later.
 */
export async function killWhenParentDies(pid: number): Promise<() => void> {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -KILL "$1"', 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // Ctrl-C in a terminal goes to the whole group, and must not end the guard first.
  });
  await once(guard, 'spawn');
  guard.unref();
  (guard.stdin as typeof guard.stdin & { unref(): void }).unref();
  return () => {
    guard.kill('SIGKILL');
  };
}
