import type { Row } from './row';

/** The most days of one turn: a quarter of a year. */
export const MOST_DAYS = 91;

/** A row, and the days of its backfill that are not requested yet. */
export interface WaitingRow {
  readonly row: Row;
  days: number;
}

/**
 * Give turns to the accounts in rounds, the one served longest ago first, until no row waits. A turn goes to the row of the account
 * that is nearest to its end, so that one resource type after the other is complete, and what is left of the turn to the next.
 * @param leftDays the days of one UTC day, which decide how many a turn has
 */
export function* takeTurns<R extends WaitingRow>(rows: readonly R[], leftDays: number): Generator<[R, days: number]> {
  const queue = accountsInOrder(rows).filter(isWaiting);
  for (let account = queue.shift(); account; account = queue.shift()) {
    let turnDays = daysPerTurn(leftDays, queue.length + 1);
    for (const row of account.sort((one, other) => one.days - other.days)) {
      const days = Math.min(row.days, turnDays);
      if (days === 0) continue;
      turnDays -= days;
      row.days -= days;
      yield [row, days];
    }
    if (isWaiting(account)) queue.push(account);
  }
}

/** Turns are of one size, and all accounts get as many if there are enough: an account waits a whole round after a small one, too. */
function daysPerTurn(leftDays: number, accounts: number): number {
  const turns = Math.ceil(leftDays / MOST_DAYS);
  const rounds = Math.ceil(turns / accounts);
  return Math.ceil(leftDays / (rounds > 1 ? rounds * accounts : turns));
}

function isWaiting(account: readonly WaitingRow[]): boolean {
  return account.some(({ days }) => days > 0);
}

/** The rows of each account. An account was last served when any of its rows was. */
function accountsInOrder<R extends WaitingRow>(rows: readonly R[]): R[][] {
  const accounts = new Map<string, R[]>(rows.map(({ row }) => [row.account, []]));
  for (const each of rows) accounts.get(each.row.account)?.push(each);
  const servedAt = (account: readonly R[]): number => Math.max(...account.map(({ row }) => row.backfilledAtMs ?? 0));
  return [...accounts.values()].sort((one, other) => servedAt(one) - servedAt(other));
}
