import twilio from 'twilio';
import { version } from 'twilio/package.json';
import twilio60 from 'twilio-6.0';
import { version as version60 } from 'twilio-6.0/package.json';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import type { Simulator } from '../../simulator/start-simulator';

type Library = typeof twilio;

/** Twilio's own client for Node: the newest release, and the last one whose day fetch works as its types say. */
export const OFFICIAL_CLIENTS: readonly (readonly [version: string, library: Library])[] = [
  [version, twilio],
  [version60, twilio60 as unknown as Library],
];

/** The client of the simulated account, pointed at a simulator, and where its requests went. */
interface OfficialClient {
  readonly v1: ReturnType<Library>['bulkexports']['v1'];
  /** The URL of each request, in order. */
  readonly sent: readonly string[];
}

/** A client that keeps a list of what it sent. */
export function officialClient(
  library: Library,
  simulator: Simulator,
  authToken: string = SIMULATED_ACCOUNT.authToken,
): OfficialClient {
  const sent: string[] = [];
  const httpClient = new library.RequestClient();
  httpClient.axios.interceptors.request.use((request) => {
    sent.push(request.url ?? '');
    return request;
  });
  const { bulkexports } = library(SIMULATED_ACCOUNT.accountSid, authToken, { httpClient });
  bulkexports.baseUrl = simulator.origin;
  return { v1: bulkexports.v1, sent };
}
