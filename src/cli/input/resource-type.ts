import { Option } from 'commander';
import { RESOURCE_TYPES } from '../../domain/twilio/resource-type';

/** The option of a command that lists what Twilio has of one resource type. */
export function resourceTypeOption(): Option {
  return new Option('--resource-type <type>', 'Resource type').choices(RESOURCE_TYPES).makeOptionMandatory();
}
