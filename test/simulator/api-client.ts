import { gunzipSync } from 'node:zlib';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import type { Simulator } from '../../simulator/start-simulator';

/** An answer as a test reads it. */
interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface StatusGroup {
  readonly status: string;
  readonly count: number;
  readonly days: string[] | null;
}

export interface JobBody {
  readonly job_sid: string;
  readonly details: StatusGroup[] | null;
  readonly job_queue_position: string | null;
  readonly estimated_completion_time: string | null;
}

export interface ErrorBody {
  readonly code: number;
  readonly message: string;
}

interface Meta {
  readonly url: string;
  readonly next_page_url: string | null;
  readonly previous_page_url: string | null;
}

export interface JobsPage {
  readonly jobs: JobBody[];
  readonly meta: Meta;
}

export interface DaysPage {
  readonly days: { readonly day: string; readonly size: number; readonly create_date: string }[];
  readonly meta: Meta;
}

/** A day file as it came. */
interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

interface CallOptions {
  readonly method?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly authorization?: string | null;
  readonly signal?: AbortSignal;
}

/** A plain HTTP client of the API, without any wisdom of its own. */
export interface ApiClient {
  call<Body = ErrorBody>(pathOrUrl: string, options?: CallOptions): Promise<Answer<Body>>;
  create<Body = JobBody>(range: string, options?: CreateOptions): Promise<Answer<Body>>;
  list(query?: string, resourceType?: string): Promise<Answer<JobsPage>>;
  fetch(jobSid: string): Promise<Answer<JobBody>>;
  remove(jobSid: string): Promise<Answer<ErrorBody>>;
  days(query?: string, resourceType?: string): Promise<Answer<DaysPage>>;
  fetchDay(day: string, resourceType?: string): Promise<Answer<{ readonly redirect_to: string }>>;
  /** A new link to the file of a day. */
  linkTo(day: string, resourceType?: string): Promise<string>;
}

type CreateOptions = CallOptions & { readonly resourceType?: string };

/** The Basic credentials of an account or a key. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export function apiClient(
  simulator: Simulator,
  credentials = basic(SIMULATED_ACCOUNT.accountSid, SIMULATED_ACCOUNT.authToken),
): ApiClient {
  const call = (pathOrUrl: string, options: CallOptions = {}): Promise<Answer<never>> =>
    send(new URL(pathOrUrl, simulator.origin), { authorization: credentials, ...options });
  const fetchDay: ApiClient['fetchDay'] = (day, resourceType = 'Messages') => call(`/v1/Exports/${resourceType}/Days/${day}`);
  return {
    call,
    create: (range, { resourceType = 'Messages', ...options } = {}) =>
      call(`/v1/Exports/${resourceType}/Jobs`, { method: 'POST', form: formOf(range), ...options }),
    list: (query = '', resourceType = 'Messages') => call(`/v1/Exports/${resourceType}/Jobs${query}`),
    fetch: (jobSid) => call(`/v1/Exports/Jobs/${jobSid}`),
    remove: (jobSid) => call(`/v1/Exports/Jobs/${jobSid}`, { method: 'DELETE' }),
    days: (query = '', resourceType = 'Messages') => call(`/v1/Exports/${resourceType}/Days${query}`),
    fetchDay,
    linkTo: async (day, resourceType) => (await fetchDay(day, resourceType)).body.redirect_to,
  };
}

/** Use a link, as it is and without credentials. */
export async function download(link: string, headers: Record<string, string> = {}): Promise<Download> {
  const response = await fetch(link, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** The records of a day file. */
export function recordsIn({ bytes }: Pick<Download, 'bytes'>): Record<string, unknown>[] {
  const lines = gunzipSync(bytes).toString().split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function send(url: URL, options: CallOptions): Promise<Answer<never>> {
  const { method = 'GET', form, json, authorization, signal } = options;
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(typeof authorization === 'string' && { Authorization: authorization }),
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(form !== undefined && { body: new URLSearchParams(form) }),
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(signal !== undefined && { signal }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  const body = (isJson ? JSON.parse(text) : text) as never;
  return { status: response.status, headers: response.headers, body };
}

/** The required fields of a create over `2024-03-01..2024-03-03`, or over a single day. */
export function formOf(range: string): Record<string, string> {
  const [startDay = '', endDay = startDay] = range.split('..');
  return { StartDay: startDay, EndDay: endDay, FriendlyName: `export of ${range}` };
}

/** `details` as `{Running: ['2024-03-01']}`. */
export function daysByStatus({ details }: JobBody): Record<string, string[] | null> {
  return Object.fromEntries((details ?? []).map(({ status, days }) => [status, days]));
}
