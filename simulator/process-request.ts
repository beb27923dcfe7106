import { errorAnswer, type ApiAnswer } from './api-answer';
import type { ApiRequest } from './api-request';
import type { Call } from './operations/call';
import { createJob } from './operations/create-job';
import { deleteJob } from './operations/delete-job';
import { downloadFile } from './operations/download-file';
import { fetchDay } from './operations/fetch-day';
import { fetchJob } from './operations/fetch-job';
import { listDays } from './operations/list-days';
import { listJobs } from './operations/list-jobs';
import { routeOf, type Route } from './route';
import { StorageError, storageErrorAnswer } from './storage-error';
import { authenticationRefused, methodNotAllowed, notFound, TwilioError } from './twilio-error';

/** Do what a request asks for, as Twilio would. Who asks is looked at before what is asked for. */
export async function processRequest(
  request: ApiRequest,
  accountSid: string | undefined,
  world: Omit<Call, 'request' | 'accountSid'>,
): Promise<ApiAnswer> {
  try {
    const route = routeOf(request.method, request.path);
    if (route.operation === 'file') return downloadFile({ ...world, request });
    if (accountSid === undefined) throw authenticationRefused();
    return await perform(route, { ...world, request, accountSid });
  } catch (error) {
    if (error instanceof StorageError) return storageErrorAnswer(error);
    if (error instanceof TwilioError) return errorAnswer(error);
    throw error;
  }
}

type ApiRoute = Exclude<Route, { readonly operation: 'file' }>;

function perform(route: ApiRoute, call: Call): ApiAnswer | Promise<ApiAnswer> {
  const { method, path } = call.request;
  switch (route.operation) {
    case 'create':
      return createJob(call, route.resourceType);
    case 'list':
      return listJobs(call, route.resourceType);
    case 'fetch':
      return fetchJob(call, route.jobSid);
    case 'delete':
      return deleteJob(call, route.jobSid);
    case 'days':
      return listDays(call, route.resourceType);
    case 'day':
      return fetchDay(call, route.resourceType, route.day);
    case 'other':
      throw route.reason === 'notFound' ? notFound(path) : methodNotAllowed(method, path);
  }
}
