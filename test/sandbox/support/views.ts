import type { HistoryView } from './sandbox';

const START_MS = Date.parse('2024-06-10T12:00:00Z');

/** What a worker knows when the task of this number starts. */
export function viewOf(task: number): HistoryView {
  return { historyLength: task * 10, historySize: task * 1000, nowMs: START_MS };
}

/** What it knows while some events wait for the next task. */
export function earlyView(task: number, events: number): HistoryView {
  return { ...viewOf(task), historyLength: viewOf(task).historyLength + events };
}

/** What it knows after a task that another worker started and lost. */
export function lostTaskView(task: number): HistoryView {
  return { ...viewOf(task), historyLength: task * 10 + 5, historySize: task * 1000 + 500 };
}
