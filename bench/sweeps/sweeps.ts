import type { Load, Sweep } from './sweep';

const ONE_EXPORT: Load = { exports: 1, daysPerExport: 366, workers: 1, downloads: 8, delayMs: 0 };

/** All sweeps, in the order of the page. */
export const SWEEPS: readonly Sweep[] = [
  {
    name: 'downloads',
    title: 'Downloads at the same time',
    base: { ...ONE_EXPORT, daysPerExport: 91 },
    along: { field: 'downloads', label: 'downloads at the same time', values: [2, 4, 8, 16] },
    lines: { field: 'delayMs', label: 'ms of delay', values: [0, 50, 200] },
    figures: ['daysPerSecond', 'seconds'],
    plots: ['daysPerSecond'],
  },
  {
    name: 'days',
    title: 'From a month to twenty years',
    base: ONE_EXPORT,
    along: { field: 'daysPerExport', label: 'days', values: [31, 366, 2557, 7305] },
    figures: ['seconds', 'daysPerSecond', 'memoryMiB', 'events', 'eventsPerDay', 'actionsPerDay'],
    plots: ['seconds', 'memoryMiB', 'events'],
  },
  {
    name: 'waiting',
    title: 'Days of waiting',
    base: { ...ONE_EXPORT, daysPerExport: 31 },
    along: { field: 'waitingDays', label: 'days in the queue', values: [1, 2, 4] },
    figures: ['events', 'actions', 'callsPerDay'],
    plots: ['events', 'actions'],
  },
  {
    name: 'exports',
    title: 'Many exports on one worker',
    base: { ...ONE_EXPORT, daysPerExport: 31 },
    along: { field: 'exports', label: 'exports at once', values: [1, 4, 16, 64] },
    figures: ['seconds', 'daysPerSecond', 'memoryMiB', 'callsPerDay'],
    plots: ['daysPerSecond', 'memoryMiB'],
  },
  {
    name: 'workers',
    title: 'Several workers',
    base: { ...ONE_EXPORT, exports: 8, daysPerExport: 91, delayMs: 50 },
    along: { field: 'workers', label: 'workers', values: [1, 2, 4] },
    figures: ['seconds', 'daysPerSecond', 'memoryMiB'],
    plots: ['daysPerSecond'],
  },
];
