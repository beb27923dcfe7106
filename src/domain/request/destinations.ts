import type { ExportOptions } from './export-options';

/** Where an export sends data and messages. */
export type Destinations = Pick<ExportOptions, 'archive' | 'webhookUrl' | 'email'>;

/** A limit to the destinations of exports: the name of its setting, and patterns in which `*` stands for any text. */
export interface DestinationLimit {
  readonly setting: string;
  readonly destination: keyof Destinations;
  readonly patterns: readonly string[];
}

/** The problems of destinations that the limits do not allow, one sentence each. */
export function refusedDestinations(limits: readonly DestinationLimit[], destinations: Destinations): string[] {
  return limits.flatMap(({ setting, destination, patterns }) => {
    const wanted = destinations[destination];
    const isAllowed = wanted === undefined || patterns.some((pattern) => matches(pattern, wanted));
    return isAllowed ? [] : [`${setting} of the worker does not allow ${wanted}.`];
  });
}

/** A folder that leaves the one in a pattern by `..` matches nothing. */
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[$()+.?[\\\]^{|}/]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(text) && !text.split('/').includes('..');
}
