/** The code by which Temporal's SDKs mark a history that the workflow code does not repeat. */
const NONDETERMINISM = 'TMPRL1100';

/** Whether a failure says that a workflow cannot be replayed. */
export function isReplayFailure(message: string): boolean {
  return message.includes(NONDETERMINISM);
}
