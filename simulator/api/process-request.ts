import { errorAnswer, type ApiAnswer } from '../wire/api-answer';
import type { ApiRequest } from '../wire/api-request';
import { routeOf, type ApiOperation } from '../wire/route';
import { StorageError, storageErrorAnswer } from '../wire/storage-error';
import { statusOf, type Account } from '../accounts/account';
import { accountRefused, authenticationRefused, methodNotAllowed, notFound, TwilioError } from '../wire/twilio-error';
import type { Call } from './operations/call';
import { fetchConfiguration, updateConfiguration } from './operations/configuration';
import { createJob } from './operations/create-job';
import { deleteJob } from './operations/delete-job';
import { downloadFile } from './operations/download-file';
import { fetchDay } from './operations/fetch-day';
import { fetchExport } from './operations/fetch-export';
import { fetchJob } from './operations/fetch-job';
import { fetchAccount, listAccounts } from './operations/list-accounts';
import { listDays } from './operations/list-days';
import { listJobs } from './operations/list-jobs';

/** Process a request as Twilio does: the credentials are checked before the path. */
export async function processRequest(
  request: ApiRequest,
  credentials: Account | undefined,
  world: Omit<Call, 'request' | 'accountSid' | 'credentials'>,
): Promise<ApiAnswer> {
  try {
    const route = routeOf(request.method, request.path);
    if (route.operation === 'file') return downloadFile({ ...world, request });
    if (credentials === undefined) throw authenticationRefused();
    const { accountSid } = credentials;
    const status = statusOf(accountSid, world.accounts);
    if (status !== 'active') throw accountRefused(`Account ${accountSid} is ${status}`);
    if (route.operation === 'other') {
      const { method, path } = request;
      throw route.reason === 'notFound' ? notFound(path) : methodNotAllowed(method, path);
    }
    return await PERFORM[route.operation]({ ...world, request, accountSid, credentials }, ...route.parameters);
  } catch (error) {
    if (error instanceof StorageError) return storageErrorAnswer(error);
    if (error instanceof TwilioError) return errorAnswer(error);
    throw error;
  }
}

/** The operations; the call is followed by the parameters of the path. */
const PERFORM: Readonly<Record<ApiOperation, (call: Call, ...parameters: string[]) => ApiAnswer | Promise<ApiAnswer>>> = {
  create: createJob,
  list: listJobs,
  fetch: fetchJob,
  delete: deleteJob,
  days: listDays,
  day: fetchDay,
  configuration: fetchConfiguration,
  configure: updateConfiguration,
  export: fetchExport,
  accounts: listAccounts,
  account: fetchAccount,
};
