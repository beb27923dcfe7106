/** What a request is for; `other` is everything the simulator does not know. */
export type Operation = 'create' | 'list' | 'fetch' | 'days' | 'other';

/** Where a request goes, read from its method and path alone. */
export type Route =
  | { readonly operation: 'create' | 'list' | 'days'; readonly resourceType: string }
  | { readonly operation: 'fetch'; readonly jobSid: string }
  | { readonly operation: 'other'; readonly reason: 'notFound' | 'methodNotAllowed' };

/** The route of a request. Paths and resource types are told apart by case, as Twilio does. */
export function routeOf(method: string, path: string): Route {
  const [root, version, exports, ...rest] = path.split('/');
  const [first = '', second = ''] = rest;
  if (root !== '' || version !== 'v1' || exports !== 'Exports' || rest.length !== 2) return UNKNOWN;
  if (first === 'Jobs') return method === 'GET' ? { operation: 'fetch', jobSid: second } : WRONG_METHOD;
  if (!RESOURCE_TYPES.includes(first)) return UNKNOWN;
  if (second === 'Days') return method === 'GET' ? { operation: 'days', resourceType: first } : WRONG_METHOD;
  if (second !== 'Jobs') return UNKNOWN;
  if (method === 'POST') return { operation: 'create', resourceType: first };
  return method === 'GET' ? { operation: 'list', resourceType: first } : WRONG_METHOD;
}

const RESOURCE_TYPES = ['Messages', 'Calls', 'Conferences', 'Participants'];
const UNKNOWN: Route = { operation: 'other', reason: 'notFound' };
const WRONG_METHOD: Route = { operation: 'other', reason: 'methodNotAllowed' };
