import { Connection, type Client } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes';
import { grpcErrorIn, isNamespaceMissing } from './failures/grpc-error';
import { CommandError } from './send-command';

type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;

const NAMES = Object.keys(SEARCH_ATTRIBUTES) as SearchAttributeName[];

/** Read which search attributes of exports a namespace lacks, and which it has with another type. */
export async function readSearchAttributes(client: Client) {
  const { namespace } = client.options;
  const { customAttributes } = await operatorOf(client).listSearchAttributes({ namespace });
  const missing = NAMES.filter((name) => customAttributes[name] === undefined);
  const mistyped = NAMES.filter((name) => !missing.includes(name) && customAttributes[name] !== typeOf(name));
  return { missing, mistyped };
}

/** Whether a namespace has all search attributes of exports; false when the server does not report them. */
export async function isSearchable(client: Client): Promise<boolean> {
  try {
    const { missing, mistyped } = await readSearchAttributes(client);
    return missing.length + mistyped.length === 0;
  } catch {
    return false;
  }
}

/** Add the missing search attributes of exports. @throws CommandError when one has another type, or it is not permitted */
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
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, typeOf(name)]));
    if (missing.length > 0) await operatorOf(client).addSearchAttributes({ namespace, searchAttributes });
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

function operatorOf({ connection }: Client): Connection['operatorService'] {
  if (!(connection instanceof Connection)) throw new TypeError('The connection has no operator service.');
  return connection.operatorService;
}

function typeOf(name: SearchAttributeName) {
  return encodeSearchAttributeIndexedValueType(SEARCH_ATTRIBUTES[name]) ?? 0;
}
