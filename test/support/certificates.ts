import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../tools/programs/run-command';

export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of a test, which makes real certificates by OpenSSL. */
export interface Authority {
  /** The files of its own certificate, and of those that it made: `<name>.pem` and `<name>.key`. */
  readonly folder: string;
  readonly cert: string;
  /** Make a certificate for names such as `DNS:localhost`; one that has expired has a negative number of days. */
  issue(name: string, subjectAltName: string, days?: number): Promise<KeyPair>;
  remove(): Promise<void>;
}

const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Make an authority with a certificate of its own. */
export async function createAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-certificates-'));
  const openssl = (...args: string[]) => runCommand('openssl', args, { timeLimit: 30_000, folder });
  await openssl('req', '-x509', ...EC_KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test Authority');
  return {
    folder,
    cert: await readFile(join(folder, 'ca.pem'), 'utf8'),
    issue: async (name, subjectAltName, days = 30) => {
      const request = ['-out', `${name}.csr`, '-subj', `/CN=${name}`, '-addext', `subjectAltName=${subjectAltName}`];
      await openssl('req', ...EC_KEY, '-keyout', `${name}.key`, ...request);
      const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy'];
      await openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...signing, '-days', String(days));
      return {
        cert: await readFile(join(folder, `${name}.pem`), 'utf8'),
        key: await readFile(join(folder, `${name}.key`), 'utf8'),
      };
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
