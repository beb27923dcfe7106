import { randomUUID } from 'node:crypto';
import { isGrpcServiceError, ServiceError, WorkflowNotFoundError, type Client } from '@temporalio/client';

const NOT_FOUND = 5; // gRPC status code

/**
 * Request the cancellation of a workflow with the operator as its reason, which a handle of the SDK cannot send.
 *
 * @throws WorkflowNotFoundError, ServiceError
 */
export async function requestCancellation(client: Client, workflowId: string): Promise<void> {
  const { namespace, identity } = client.options;
  try {
    await client.workflowService.requestCancelWorkflowExecution({
      namespace,
      identity,
      workflowExecution: { workflowId },
      requestId: randomUUID(),
      reason: `dayhaul cancel by ${identity}`,
    });
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error;
    const code: number = error.code;
    if (code === NOT_FOUND) {
      throw new WorkflowNotFoundError(error.details, workflowId, undefined);
    }
    throw new ServiceError('Failed to cancel the workflow', { cause: error });
  }
}
