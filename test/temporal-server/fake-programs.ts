import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of shell scripts that stand for installed programs, and an empty home. */
export class FakePrograms {
  private constructor(
    private readonly root: string,
    readonly homeFolder: string,
    readonly binFolder: string,
  ) {}

  static async create(): Promise<FakePrograms> {
    const root = await mkdtemp(join(tmpdir(), 'dayhaul-programs-'));
    const fakes = new FakePrograms(root, join(root, 'home'), join(root, 'bin'));
    await mkdir(fakes.homeFolder);
    await mkdir(fakes.binFolder);
    return fakes;
  }

  /** The environment in which these are the only programs. */
  get environment(): NodeJS.ProcessEnv {
    return { PATH: this.binFolder };
  }

  /** Write a program to a path, by default into the folder the PATH names. */
  async install(name: string, script: string, folder = this.binFolder): Promise<string> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

/** A script that answers --version as the Temporal CLI does. */
export function temporalScript(version: string, server = '1.31.2'): string {
  return `echo "temporal version ${version} (Server ${server}, UI 2.50.1)"`;
}
