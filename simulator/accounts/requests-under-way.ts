import type { ServerResponse } from 'node:http';

/** The requests that are being worked on, known by their responses. */
export interface RequestsUnderWay {
  /** A request begins, and ends at the latest with its connection: how many its account has under way with it. */
  begin(response: ServerResponse, accountSid: string): number;
  end(response: ServerResponse): void;
}

/** No request is under way. */
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
