import type { WorkflowInternalsInterceptor, WorkflowInterceptors } from '@temporalio/workflow';

let reason: string | undefined;

/** Keep the reason of a cancellation request, which the SDK drops: Temporal's clients write there who cancelled. */
export function interceptors(): WorkflowInterceptors {
  const activate: WorkflowInternalsInterceptor['activate'] = (input, next) => {
    for (const { cancelWorkflow } of input.activation.jobs ?? []) reason ??= cancelWorkflow?.reason ?? undefined;
    next(input);
  };
  return { internals: [{ activate }] };
}

/** The reason of the cancellation in one line; undefined without one. */
export function cancelReason(): string | undefined {
  const line = reason?.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
  return line === '' ? undefined : line;
}
