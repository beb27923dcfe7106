import { readFile } from 'node:fs/promises';

/** The version of Temporal's test server that a pom.xml pins, as in 1.39.0. */
export async function readPinnedVersion(pomPath: string): Promise<string> {
  const pom = await readFile(pomPath, 'utf8');
  const version = /<artifactId>temporal-test-server<\/artifactId>\s*<version>([^<]+)</.exec(pom)?.[1];
  if (version === undefined) throw new Error(`${pomPath} names no version of temporal-test-server`);
  return version;
}
