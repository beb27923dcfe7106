import { allHandlersFinished, continueAsNew, setCurrentDetails, setHandler, uuid4, workflowInfo } from '@temporalio/workflow';
import { announceUpdate } from '../contract/messages';
import { validateAnnouncement } from '../contract/validate-input';
import { addContent, describeOutboxes, isNewCause, NEW_OUTBOX, startSending, type Outbox } from '../domain/notify/outbox';
import { allActivitiesEnded, performToEndUnless, sendNotification } from './activity-stubs';
import { allEventsHandled, isRunLong, runEventLoop, until, untilOrAfter } from './event-loop';
import { refuseIf } from './refuse-if';

/** What arrives within the first time is one message, and messages to a target have the second one between them, milliseconds. */
const [GATHER_MS, PAUSE_MS] = [5000, 60_000];

interface NotifierInput {
  readonly account: string;
  readonly seenAtMs?: readonly (readonly [cause: string, atMs: number])[];
  readonly outboxes?: readonly (readonly [target: string, outbox: Outbox])[];
}

/**
 * Sends the notifications of an account: one for each cause, and one message for all that arrive together. A target that does not
 * respond delays no other. Cancellation has no effect: a new notifier would send old causes again.
 */
export async function notifier(input: NotifierInput): Promise<never> {
  const { account } = input;
  const carried = workflowInfo().continuedFromExecutionRunId === undefined ? undefined : input;
  const seenAtMs = new Map(carried?.seenAtMs);
  const outboxes = new Map(carried?.outboxes);
  const change = (target: string, changed: (outbox: Outbox) => Outbox) => {
    outboxes.set(target, changed(outboxes.get(target) ?? NEW_OUTBOX));
    setCurrentDetails(describeOutboxes(outboxes));
  };
  const validator = (announcement: unknown) => refuseIf(validateAnnouncement(announcement, 'announcement'));
  setHandler(
    announceUpdate,
    ({ cause, content, targets }) => {
      if (!isNewCause(seenAtMs, cause, Date.now())) return;
      for (const target of targets) change(target, (outbox) => addContent(outbox, content));
    },
    { description: 'Send a notice, unless its cause was sent before', validator },
  );

  /** Send what waits for a target, message by message. */
  const serve = async (target: string) => {
    while (!isRunLong()) {
      const { message, sentAtMs, waiting } = outboxes.get(target) ?? NEW_OUTBOX;
      if (message) {
        const sending = performToEndUnless(isRunLong, sendNotification, `to ${target}`, { account, target, message, sentAtMs });
        const end = await sending.catch((error: unknown) => ({ lost: (error as Error).message }));
        if (end) change(target, (outbox) => ({ ...outbox, ...end, message: undefined }));
      } else if (waiting.length > 0) {
        await untilOrAfter(isRunLong, Math.max(GATHER_MS, sentAtMs + PAUSE_MS - Date.now()));
        if (!isRunLong()) change(target, (outbox) => startSending(outbox, uuid4(), Date.now()));
      } else {
        await until(() => isRunLong() || (outboxes.get(target)?.waiting.length ?? 0) > 0);
      }
    }
  };

  return runEventLoop(async () => {
    const serving = new Map<string, Promise<void>>();
    while (!isRunLong()) {
      for (const target of outboxes.keys()) if (!serving.has(target)) serving.set(target, serve(target));
      await until(() => isRunLong() || outboxes.size > serving.size);
    }
    await Promise.all(serving.values());
    await until(() => allHandlersFinished() && allEventsHandled() && allActivitiesEnded());
    return continueAsNew<typeof notifier>({ account, seenAtMs: [...seenAtMs], outboxes: [...outboxes] });
  });
}
