import type { Operation } from '../wire/route';
import type { FaultEffect, PlannedFault } from './fault';

/** The faults still to happen. */
export interface FaultPlan {
  plan(fault: PlannedFault): void;
  /** The effect on this request: the earliest planned fault that matches and is not used up. */
  next(operation: Operation, accountSid?: string): FaultEffect | undefined;
  /** Forget the faults that are still to happen. */
  clear(): void;
  /** Throw, with a table, unless every planned fault happened as often as planned. */
  assertAllHappened(): void;
}

/** A plan without faults. */
export function createFaultPlan(): FaultPlan {
  const faults: FaultProgress[] = [];
  return {
    plan({ times = 1, after = 0, ...fault }) {
      faults.push({ ...fault, times, toPass: after, happened: 0 });
    },
    next(operation, accountSid) {
      const isOf = (fault: PlannedFault) => fault.accountSid === undefined || fault.accountSid === accountSid;
      const matching = faults.filter((fault) => (fault.on === 'any' || fault.on === operation) && isOf(fault));
      const due = matching.find(({ toPass, happened, times }) => toPass === 0 && happened < times);
      for (const fault of matching) fault.toPass = Math.max(fault.toPass - 1, 0);
      if (due === undefined) return undefined;
      due.happened += 1;
      return due.does;
    },
    clear() {
      faults.length = 0;
    },
    assertAllHappened() {
      const unused = faults.filter(({ happened, times }) => happened < times);
      if (unused.length > 0) throw new Error(tableOf(unused));
    },
  };
}

interface FaultProgress extends PlannedFault {
  readonly times: number;
  /** Matching requests that still pass before the fault begins. */
  toPass: number;
  happened: number;
}

function tableOf(faults: readonly FaultProgress[]): string {
  const rows = faults.map(({ on, does, times, happened }) => [on, does.name, String(times), String(happened)]);
  const table = [['on', 'does', 'planned', 'happened'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return ['Planned faults that did not all happen:', ...lines.map((line) => `  ${line}`)].join('\n');
}
