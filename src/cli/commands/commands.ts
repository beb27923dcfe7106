import type { Command } from 'commander';

/** A command as the list of commands shows it; the rest is loaded when somebody asks for it. */
interface LazyCommand {
  readonly summary: string;
  /** Gives the options, and what it does. */
  readonly load: () => Promise<(command: Command) => void>;
}

/** All commands, in the order in which the help lists them. */
export const COMMANDS: Readonly<Record<string, LazyCommand>> = {
  export: {
    summary: 'export every day of a range; what is at Twilio already is not asked for again',
    load: async () => (await import('./export.js')).defineExport,
  },
  status: {
    summary: 'how an export stands',
    load: async () => (await import('./status.js')).defineStatus,
  },
  watch: {
    summary: 'follow an export: bars, a line per open job, and when it may end',
    load: async () => (await import('./watch.js')).defineWatch,
  },
  list: {
    summary: 'the exports that Temporal knows',
    load: async () => (await import('./list.js')).defineList,
  },
  pause: {
    summary: 'submit nothing more until resumed; open jobs are polled on',
    load: async () => (await import('./pause.js')).definePause,
  },
  resume: {
    summary: 'go on with a paused export',
    load: async () => (await import('./pause.js')).defineResume,
  },
  change: {
    summary: 'change how a running export goes about its work',
    load: async () => (await import('./change.js')).defineChange,
  },
  resubmit: {
    summary: 'request the missing days of an export again; a closed export is started again',
    load: async () => (await import('./resubmit.js')).defineResubmit,
  },
  cancel: {
    summary: 'end an export and delete its unfinished jobs at Twilio',
    load: async () => (await import('./cancel.js')).defineCancel,
  },
  schedule: {
    summary: 'keep a resource type up to date, every night',
    load: async () => (await import('./schedule/schedule.js')).defineSchedule,
  },
  quota: {
    summary: 'the days that may be requested in one UTC day',
    load: async () => (await import('./quota.js')).defineQuota,
  },
  verify: {
    summary: 'read an archive again, and name gaps and damage',
    load: async () => (await import('./verify.js')).defineVerify,
  },
  setup: {
    summary: 'add the search attributes by which the Temporal UI finds exports',
    load: async () => (await import('./setup.js')).defineSetup,
  },
  doctor: {
    summary: 'look whether everything is as it must be, and say what to mend',
    load: async () => (await import('./doctor/doctor.js')).defineDoctor,
  },
};
