import { readFileSync } from 'node:fs';
import { present, type Environment } from './environment';

/** A secret is named by a reference, and never given itself. @example env:NAME, file:/run/secrets/name */
export const REFERENCE = /^(env:\w+|file:\/.+)$/;

/** The secret that a reference names; empty when there is none. */
export function resolveReference(reference: string, environment: Environment): string {
  const where = reference.replace(/^(env|file):/, '');
  if (reference.startsWith('env:')) return present(environment, where) ?? '';
  try {
    return readFileSync(where, 'utf8').trim();
  } catch {
    return '';
  }
}
