/** The path of day files, in place of a separate host. */
export const FILE_HOST_PATH = '/bulk-export-files/';

/** What a request is for; `file` is the download of a day file, `other` everything the simulator does not know. */
export const OPERATIONS = [
  'create',
  'list',
  'fetch',
  'days',
  'delete',
  'day',
  'file',
  'configuration',
  'configure',
  'export',
  'accounts',
  'account',
  'other',
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** The operations of both APIs, BulkExport and Accounts. */
export type ApiOperation = Exclude<Operation, 'file' | 'other'>;

/** The types of records there are, as Twilio spells them. */
export const RESOURCE_TYPES = ['Messages', 'Calls', 'Conferences', 'Participants'] as const;

/** Where a request goes, read from its method and path alone. */
export type Route =
  | { readonly operation: ApiOperation; readonly parameters: readonly string[] }
  | { readonly operation: 'file' }
  | { readonly operation: 'other'; readonly reason: 'notFound' | 'methodNotAllowed' };

/** The route of a request. Paths and resource types are case-sensitive, as at Twilio. */
export function routeOf(method: string, path: string): Route {
  if (path.startsWith(FILE_HOST_PATH)) return { operation: 'file' };
  for (const [pattern, operations] of PATHS) {
    const match = pattern.exec(path);
    if (match === null) continue;
    const operation = operations[method];
    if (operation === undefined) return { operation: 'other', reason: 'methodNotAllowed' };
    return { operation, parameters: match.slice(1) };
  }
  return { operation: 'other', reason: 'notFound' };
}

const TYPE = `/v1/Exports/(${RESOURCE_TYPES.join('|')})`;

/** Where each operation is. What is in brackets are its parameters, in order. */
const PATHS: readonly (readonly [RegExp, Readonly<Record<string, ApiOperation>>])[] = [
  [exactly(`${TYPE}/Jobs`), { POST: 'create', GET: 'list' }],
  [exactly('/v1/Exports/Jobs/([^/]+)'), { GET: 'fetch', DELETE: 'delete' }],
  [exactly(`${TYPE}/Days`), { GET: 'days' }],
  [exactly(`${TYPE}/Days/([^/]+)`), { GET: 'day' }],
  [exactly(`${TYPE}/Configuration`), { GET: 'configuration', POST: 'configure' }],
  [exactly(TYPE), { GET: 'export' }],
  [exactly('/2010-04-01/Accounts\\.json'), { GET: 'accounts' }],
  [exactly('/2010-04-01/Accounts/([^/]+)\\.json'), { GET: 'account' }],
];

function exactly(path: string): RegExp {
  return new RegExp(`^${path}$`);
}
