import { errorAnswer, type ApiAnswer } from './api-answer';
import type { ApiRequest } from './api-request';
import type { Call } from './operations/call';
import { createJob } from './operations/create-job';
import { fetchJob } from './operations/fetch-job';
import { listDays } from './operations/list-days';
import { listJobs } from './operations/list-jobs';
import { routeOf, type Route } from './route';
import { authenticationRefused, methodNotAllowed, notFound, TwilioError } from './twilio-error';

/** Do what a request asks for, as Twilio would. Who asks is looked at before what is asked for. */
export function processRequest(
  request: ApiRequest,
  accountSid: string | undefined,
  world: Omit<Call, 'request' | 'accountSid'>,
): ApiAnswer {
  try {
    if (accountSid === undefined) throw authenticationRefused();
    return perform(routeOf(request.method, request.path), { ...world, request, accountSid });
  } catch (error) {
    if (error instanceof TwilioError) return errorAnswer(error);
    throw error;
  }
}

function perform(route: Route, call: Call): ApiAnswer {
  const { method, path } = call.request;
  switch (route.operation) {
    case 'create':
      return createJob(call, route.resourceType);
    case 'list':
      return listJobs(call, route.resourceType);
    case 'fetch':
      return fetchJob(call, route.jobSid);
    case 'days':
      return listDays(call, route.resourceType);
    case 'other':
      throw route.reason === 'notFound' ? notFound(path) : methodNotAllowed(method, path);
  }
}
