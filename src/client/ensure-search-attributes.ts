import { isGrpcServiceError, ServiceError, type Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes';
import { addSearchAttributes, lookAtSearchAttributes, type SearchAttributeName } from './search-attributes';
import { CommandError } from './send-command';

/**
 * Add the search attributes of exports that the namespace does not have yet.
 *
 * @returns those that were added
 * @throws CommandError with what to do by other means
 */
export async function ensureSearchAttributes(client: Client): Promise<readonly SearchAttributeName[]> {
  const { namespace } = client.options;
  try {
    const { missing, mistyped } = await lookAtSearchAttributes(client);
    if (mistyped.length > 0) {
      throw new CommandError(
        `Namespace ${namespace} has ${mistyped.join(', ')} with another type. Remove it there; the type must be ` +
          `${mistyped.map((name) => `${name}=${SEARCH_ATTRIBUTES[name]}`).join(', ')}.`,
      );
    }
    if (missing.length > 0) await addSearchAttributes(client, missing);
    return missing;
  } catch (error) {
    if (!(error instanceof ServiceError) && !isGrpcServiceError(error)) throw error;
    const types = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name} (${type})`);
    throw new CommandError(
      `Adding search attributes to namespace ${namespace}: ${error.message}. Temporal Cloud takes them in its own ` +
        `UI or by tcld: ${types.join(', ')}.`,
    );
  }
}
