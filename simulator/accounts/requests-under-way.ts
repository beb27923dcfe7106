import type { ServerResponse } from 'node:http';

/** The requests in progress, by their responses. */
export interface RequestsUnderWay {
  /** Record a request, which ends with its connection at the latest; returns the number in progress for its account. */
  begin(response: ServerResponse, accountSid: string): number;
  end(response: ServerResponse): void;
}

/** Start without requests. */
export function createRequestsUnderWay(): RequestsUnderWay {
  const accounts = new Map<ServerResponse, string>();
  return {
    begin(response, accountSid) {
      accounts.set(response, accountSid);
      response.once('close', () => accounts.delete(response));
      return [...accounts.values()].filter((other) => other === accountSid).length;
    },
    end(response) {
      accounts.delete(response);
    },
  };
}
