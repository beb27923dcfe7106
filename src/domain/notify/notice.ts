import type { CommandWords } from '../request/command-line';

/** What a target can be notified of. */
export const NOTIFY_EVENTS = [
  ...(['exportEnded', 'daysMissing', 'jobStuck', 'deadlineNear', 'runMissed'] as const),
  ...(['archiveTrouble', 'credentialsRefused'] as const),
] as const;

type NotifyEvent = (typeof NOTIFY_EVENTS)[number];

/** What an operator may have to know of an export: without a record, a phone number, a secret, or the words of another server. */
export interface Notice {
  readonly type: NotifyEvent;
  readonly cause?: string; // notices of one cause are sent once; by default, the export is the cause
  readonly summary: string;
  readonly ok?: boolean; // whether no action is needed
  readonly next?: CommandWords | undefined; // by default, the command that shows the export
  readonly facts?: object;
}

export interface Content {
  readonly type: NotifyEvent | 'digest' | 'test';
  readonly data: { readonly account: string; readonly ok: boolean; readonly summary: string; readonly next: string };
}

/** A message, as webhooks receive it (docs/notifications.md), with an id that is equal in every delivery. */
export interface Message extends Content {
  readonly id: string;
  readonly timestamp: string;
}

/** A content, and the names of the targets that it goes to. */
export interface Announcement {
  readonly cause: string;
  readonly content: Content;
  readonly targets: readonly string[];
}
