import { Connection, type Client } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes';

export type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;

/** Which search attributes of exports a namespace lacks. */
export interface SearchAttributeState {
  readonly missing: readonly SearchAttributeName[];
  /** Present with another type. */
  readonly mistyped: readonly SearchAttributeName[];
}

const NAMES = Object.keys(SEARCH_ATTRIBUTES) as SearchAttributeName[];

/** Read which search attributes of exports a namespace lacks. */
export async function readSearchAttributes(client: Client): Promise<SearchAttributeState> {
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

/** Add search attributes to a namespace. */
export async function addSearchAttributes(client: Client, names: readonly SearchAttributeName[]): Promise<void> {
  const searchAttributes = Object.fromEntries(names.map((name) => [name, typeOf(name)]));
  await operatorOf(client).addSearchAttributes({ namespace: client.options.namespace, searchAttributes });
}

function operatorOf({ connection }: Client): Connection['operatorService'] {
  if (!(connection instanceof Connection)) throw new TypeError('The connection has no operator service.');
  return connection.operatorService;
}

function typeOf(name: SearchAttributeName) {
  return encodeSearchAttributeIndexedValueType(SEARCH_ATTRIBUTES[name]) ?? 0;
}
