import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes';
import { addSearchAttributes, readSearchAttributes, type SearchAttributeName } from './search-attributes';
import { grpcErrorIn, isNamespaceMissing } from './failures/grpc-error';
import { CommandError } from './send-command';

/**
 * Add the search attributes of exports that the namespace lacks.
 *
 * @returns the added ones
 * @throws CommandError when one has another type, or when the server does not allow it
 */
export async function ensureSearchAttributes(client: Client): Promise<readonly SearchAttributeName[]> {
  const { namespace } = client.options;
  try {
    const { missing, mistyped } = await readSearchAttributes(client);
    if (mistyped.length > 0) {
      throw new CommandError(
        `Namespace ${namespace} has search attributes of the wrong type. Remove them, then run this command again. ` +
          `Expected types: ${mistyped.map((name) => `${name}=${SEARCH_ATTRIBUTES[name]}`).join(', ')}.`,
      );
    }
    if (missing.length > 0) await addSearchAttributes(client, missing);
    return missing;
  } catch (error) {
    const failure = grpcErrorIn(error);
    if (!failure || isNamespaceMissing(error)) throw error;
    const types = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name} (${type})`);
    throw new CommandError(
      `Search attributes could not be added to namespace ${namespace}: ${failure.details.replace(/\.$/, '')}. In Temporal Cloud, add ` +
        `them in the UI or with tcld: ${types.join(', ')}.`,
    );
  }
}
