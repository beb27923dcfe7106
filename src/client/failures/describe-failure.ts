import { WorkflowNotFoundError } from '@temporalio/client';
import { isKeyMissing } from '../../codec/encryption-codec';
import { TemporalUnreachable } from '../temporal-unreachable';
import { readConnectionSettings } from '../connection-settings';
import { grpcErrorIn, isNamespaceMissing } from './grpc-error';
import { ownCommand } from '../own-command';
import { CommandError } from '../send-command';

/** What a code of gRPC means, and what to do (https://grpc.io/docs/guides/status-codes). */
const MEANINGS: readonly (readonly [codes: readonly number[], what: string, remedy: string])[] = [
  [[1, 4, 14], 'did not respond', 'Check the server, then run the command again.'],
  [[7, 16], 'denies access', 'Check TEMPORAL_API_KEY or the client certificate, and the permissions.'],
  [[8], 'limits requests', 'Run the command again later.'],
  [[12], 'does not know the request', 'Check TEMPORAL_ADDRESS and the version of the server.'],
];

const NAMESPACE_REMEDY =
  'Check TEMPORAL_NAMESPACE and the permissions of the API key, or create the namespace with the Temporal CLI.';

/** What failed, why, and what to do, for a failure that is expected with Temporal; undefined for any other error, a bug. */
export function describeFailure(error: unknown): string | undefined {
  if (error instanceof CommandError || error instanceof TemporalUnreachable || isKeyMissing(error)) return error.message;
  if (error instanceof WorkflowNotFoundError) return `Workflow ${error.workflowId} not found. List exports: ${ownCommand('list')}`;
  const isMissing = isNamespaceMissing(error);
  const { code = 0, details = '' } = grpcErrorIn(error) ?? {};
  if (!isMissing && code === 0) return undefined;
  const { address, namespace } = readConnectionSettings();
  if (isMissing) return `Namespace ${namespace} not found at ${address}. ${NAMESPACE_REMEDY}`;
  const [, what = 'rejected the request', remedy = `Check the setup: ${ownCommand('doctor')}`] =
    MEANINGS.find(([codes]) => codes.includes(code)) ?? [];
  return `Temporal at ${address} ${what}: ${details.replace(/\.+$/, '')}. ${remedy}`;
}

/** The same, for a caller that goes on. @throws any other error */
export function problemOf(error: unknown): string {
  const problem = describeFailure(error);
  if (problem === undefined) throw error;
  return problem;
}
