import type { DestinationLimit } from '../domain/request/destinations';
import { present, type Environment } from './environment';

const SETTINGS = {
  archive: 'DAYHAUL_ALLOW_ARCHIVES',
  webhookUrl: 'DAYHAUL_ALLOW_CALLBACKS',
  email: 'DAYHAUL_ALLOW_EMAILS',
} as const;

/**
 * Read which destinations exports may have: patterns separated by commas. A setting without a value allows everything.
 *
 * @example DAYHAUL_ALLOW_ARCHIVES=s3://exports/*,/data/archive
 */
export function readDestinationLimits(environment: Environment): readonly DestinationLimit[] {
  return Object.entries(SETTINGS).flatMap(([destination, setting]) => {
    const patterns = present(environment, setting)
      ?.split(',')
      .map((pattern) => pattern.trim());
    return patterns ? [{ setting, destination: destination as keyof typeof SETTINGS, patterns }] : [];
  });
}
