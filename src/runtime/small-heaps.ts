import { setFlagsFromString } from 'node:v8';

// V8 by default lets a heap grow to several times its content before it collects (docs/decisions/0016).
for (const flag of ['--min-semi-space-size=2', '--max-semi-space-size=2', '--heap-growing-percent=50']) setFlagsFromString(flag);
keepYoungSpace();

/** Let the young spaces of this process keep their size. V8 forgets it whenever a thread starts. */
export function keepYoungSpace(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
