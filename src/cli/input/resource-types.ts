import { Option } from 'commander';
import { validateResourceType } from '../../domain/request/export-request';
import { isResourceType, RESOURCE_TYPES, type ResourceType } from '../../domain/twilio/resource-type';

/** The option of a command that works on each of several resource types. Given several times, it means all of them. */
export function typesOption(help = `Resource types, separated by commas, or "all": ${RESOURCE_TYPES.join(', ')}`): Option {
  const option = new Option('--resource-type <types>', help);
  return option.argParser((value: string, before?: string) => (before === undefined ? value : `${before},${value}`));
}

/**
 * Parse resource types, each once and in the order given; adds a sentence to `problems` for each unknown one.
 *
 * @example parseResourceTypes('Calls,Messages', []) // ['Calls', 'Messages']
 */
export function parseResourceTypes(text = '', problems: string[]): ResourceType[] {
  if (text === 'all') return [...RESOURCE_TYPES];
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  problems.push(...names.flatMap((name) => validateResourceType(name)));
  return names.filter(isResourceType);
}

export function resourceTypeOption(): Option {
  return new Option('--resource-type <type>', 'Resource type').choices(RESOURCE_TYPES).makeOptionMandatory();
}
