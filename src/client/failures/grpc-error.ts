import { isGrpcServiceError } from '@temporalio/client';
import { NamespaceNotFoundError, WorkflowNotFoundError } from '@temporalio/common';
import { insteadOf } from '../../domain/instead-of';

/** The code of gRPC and the text of the server, of an error or of its cause. */
export function grpcErrorIn(error: unknown): { readonly code: number; readonly details: string } | undefined {
  if (isGrpcServiceError(error)) return error;
  return error instanceof Error && error.cause !== undefined ? grpcErrorIn(error.cause) : undefined;
}

/** Whether an error says that the namespace does not exist; raw calls of the service have no class for it. */
export function isNamespaceMissing(error: unknown): boolean {
  return error instanceof NamespaceNotFoundError || /^Namespace .*not found/.test(grpcErrorIn(error)?.details ?? '');
}

/** Undefined when the workflow does not exist, or when its retention period ended between two calls. */
export async function unlessGone<T>(read: () => Promise<T>): Promise<T | undefined> {
  return read().catch(insteadOf((error) => error instanceof WorkflowNotFoundError, undefined));
}
