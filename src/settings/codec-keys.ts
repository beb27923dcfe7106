import { createSecretKey, type KeyObject } from 'node:crypto';
import type { CodecKeys } from '../codec/encryption-codec';
import { present, type Environment } from './environment';
import { REFERENCE, resolveReference } from './reference';

const NAME = 'DAYHAUL_CODEC_KEYS';
const KEY = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Read the keys that encrypt payloads, that for new ones first. Adds a sentence without its value to `problems` for an invalid one.
 * @example DAYHAUL_CODEC_KEYS=2026-11:env:KEY_OF_NOVEMBER,2026-10:file:/run/secrets/key-of-october
 */
export function readCodecKeys(environment: Environment, problems: string[]): CodecKeys {
  const keys = new Map<string, KeyObject>();
  for (const entry of present(environment, NAME)?.split(',') ?? []) {
    const [, id = '', reference = ''] = /^([\w.-]{1,40}):(.*)$/.exec(entry.trim()) ?? [];
    const text = REFERENCE.test(reference) ? resolveReference(reference, environment) : undefined;
    if (text === undefined)
      problems.push(`${NAME} must be a list of id:env:NAME or id:file:/path, and never have the keys themselves.`);
    else if (text === '') problems.push(`${NAME}: key "${id}" (${reference}) is empty or cannot be read.`);
    else if (!KEY.test(text))
      problems.push(`${NAME}: key "${id}" is not 32 bytes in base64. Create a key: openssl rand -base64 32.`);
    else if (keys.has(id)) problems.push(`${NAME} has two keys with the id "${id}".`);
    else keys.set(id, createSecretKey(text, 'base64'));
  }
  return keys;
}
