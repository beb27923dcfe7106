import { FILE_HOST_PATH } from './signed-links';

/** What a request is for; `file` is the download of a day file, `other` everything the simulator does not know. */
export type Operation = 'create' | 'list' | 'fetch' | 'delete' | 'days' | 'day' | 'file' | 'other';

/** Where a request goes, read from its method and path alone. */
export type Route =
  | { readonly operation: 'create' | 'list' | 'days'; readonly resourceType: string }
  | { readonly operation: 'fetch' | 'delete'; readonly jobSid: string }
  | { readonly operation: 'day'; readonly resourceType: string; readonly day: string }
  | { readonly operation: 'file' }
  | { readonly operation: 'other'; readonly reason: 'notFound' | 'methodNotAllowed' };

/** The route of a request. Paths and resource types are told apart by case, as Twilio does. */
export function routeOf(method: string, path: string): Route {
  if (path.startsWith(FILE_HOST_PATH)) return { operation: 'file' };
  const [root, version, exports, ...rest] = path.split('/');
  const [first = '', second = ''] = rest;
  if (root !== '' || version !== 'v1' || exports !== 'Exports') return UNKNOWN;
  if (rest.length === 3) return dayRoute(method, rest);
  if (rest.length !== 2) return UNKNOWN;
  if (first === 'Jobs') return routeToJob(method, second);
  if (!RESOURCE_TYPES.includes(first)) return UNKNOWN;
  if (second === 'Days') return method === 'GET' ? { operation: 'days', resourceType: first } : WRONG_METHOD;
  if (second !== 'Jobs') return UNKNOWN;
  if (method === 'POST') return { operation: 'create', resourceType: first };
  return method === 'GET' ? { operation: 'list', resourceType: first } : WRONG_METHOD;
}

function dayRoute(method: string, [resourceType = '', days, day = '']: readonly string[]): Route {
  if (!RESOURCE_TYPES.includes(resourceType) || days !== 'Days') return UNKNOWN;
  return method === 'GET' ? { operation: 'day', resourceType, day } : WRONG_METHOD;
}

function routeToJob(method: string, jobSid: string): Route {
  if (method === 'DELETE') return { operation: 'delete', jobSid };
  return method === 'GET' ? { operation: 'fetch', jobSid } : WRONG_METHOD;
}

const RESOURCE_TYPES = ['Messages', 'Calls', 'Conferences', 'Participants'];
const UNKNOWN: Route = { operation: 'other', reason: 'notFound' };
const WRONG_METHOD: Route = { operation: 'other', reason: 'methodNotAllowed' };
