import type { Command } from 'commander';

/** A command in the list of commands. The rest of it is loaded when it is used. */
interface LazyCommand {
  readonly summary: string;
  /** Adds the description, the options and the action. */
  readonly load: () => Promise<(command: Command) => void>;
}

/** All commands, in the order of the help. */
export const COMMANDS: Readonly<Record<string, LazyCommand>> = {
  export: { summary: 'Export a range of days', load: async () => (await import('./export.js')).defineExport },
  status: { summary: 'Show the state of an export', load: async () => (await import('./status.js')).defineStatus },
  watch: { summary: 'Follow an export, job by job', load: async () => (await import('./watch.js')).defineWatch },
  list: { summary: 'List exports', load: async () => (await import('./list.js')).defineList },
  pause: { summary: 'Pause an export', load: async () => (await import('./pause.js')).definePause },
  resume: { summary: 'Resume a paused export', load: async () => (await import('./pause.js')).defineResume },
  change: { summary: 'Change the options of a running export', load: async () => (await import('./change.js')).defineChange },
  resubmit: { summary: 'Request missing days again', load: async () => (await import('./resubmit.js')).defineResubmit },
  cancel: {
    summary: 'Cancel an export and delete its unfinished jobs at Twilio',
    load: async () => (await import('./cancel.js')).defineCancel,
  },
  schedule: { summary: 'Manage scheduled exports', load: async () => (await import('./schedule/schedule.js')).defineSchedule },
  quota: { summary: 'Show or limit the days requested per UTC day', load: async () => (await import('./quota.js')).defineQuota },
  verify: { summary: 'Check an archive for gaps and damage', load: async () => (await import('./verify.js')).defineVerify },
  setup: { summary: 'Add search attributes for the Temporal UI', load: async () => (await import('./setup.js')).defineSetup },
  doctor: { summary: 'Check the setup and suggest fixes', load: async () => (await import('./doctor/doctor.js')).defineDoctor },
};
