import { Connection, type Client } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes';
import { insteadOf } from '../domain/instead-of';
import { grpcErrorIn, isNamespaceMissing } from './failures/grpc-error';
import { CommandError } from './send-command';

const INVALID_ARGUMENT = 3; // a code of gRPC

type SearchAttributeName = keyof typeof SEARCH_ATTRIBUTES;

const NAMES = Object.keys(SEARCH_ATTRIBUTES) as SearchAttributeName[];

/** Read which search attributes of exports a namespace lacks, and which it has with another type. */
export async function readSearchAttributes(client: Client) {
  const types = await readTypes(client);
  const missing = NAMES.filter((name) => types[name] === undefined);
  return { missing, mistyped: NAMES.filter((name) => !missing.includes(name) && types[name] !== typeOf(name)) };
}

/** Temporal Cloud lists no search attributes. A query with each one tells which there are, and their types remain unchecked. */
async function readTypes(client: Client): Promise<Readonly<Record<string, number>>> {
  try {
    const { customAttributes } = await operatorOf(client).listSearchAttributes({ namespace: client.options.namespace });
    return customAttributes;
  } catch (error) {
    if (!grpcErrorIn(error) || isNamespaceMissing(error)) throw error;
    const known = await Promise.all(NAMES.map(async (name) => ((await isQueryable(client, name)) ? [[name, typeOf(name)]] : [])));
    return Object.fromEntries(known.flat()) as Record<string, number>;
  }
}

async function isQueryable(client: Client, name: SearchAttributeName): Promise<boolean> {
  const isUnknown = (error: unknown) => grpcErrorIn(error)?.code === INVALID_ARGUMENT;
  return client.workflow.count(`${name} IS NULL`).then(() => true, insteadOf(isUnknown, false));
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
      const flaw = `Namespace ${namespace} has search attributes of the wrong type.`;
      const expected = mistyped.map((name) => `${name}=${SEARCH_ATTRIBUTES[name]}`).join(', ');
      throw new CommandError(`${flaw} Remove them, then run this command again. Expected types: ${expected}.`);
    }
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, typeOf(name)]));
    if (missing.length > 0) await operatorOf(client).addSearchAttributes({ namespace, searchAttributes });
    return missing;
  } catch (error) {
    const failure = grpcErrorIn(error);
    if (!failure || isNamespaceMissing(error)) throw error;
    const why = `Search attributes could not be added to namespace ${namespace}: ${failure.details.replace(/\.$/, '')}.`;
    throw new CommandError(`${why} In Temporal Cloud, add them in the UI, or with: ${cloudCommand(namespace)}`);
  }
}

/** The command of Temporal Cloud's own command line, which adds search attributes there. */
function cloudCommand(namespace: string): string {
  const flags = Object.entries(SEARCH_ATTRIBUTES).map(
    ([name, [initial = '', ...rest]]) => `--search-attribute ${name}=${initial}${rest.join('').toLowerCase()}`,
  );
  return ['tcld namespace search-attributes add', `--namespace ${namespace}`, ...flags].join(' ');
}

function operatorOf({ connection }: Client): Connection['operatorService'] {
  if (!(connection instanceof Connection)) throw new TypeError('The connection has no operator service.');
  return connection.operatorService;
}

function typeOf(name: SearchAttributeName) {
  return encodeSearchAttributeIndexedValueType(SEARCH_ATTRIBUTES[name]) ?? 0;
}
