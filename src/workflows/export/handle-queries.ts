import { setHandler } from '@temporalio/workflow';
import { ledgerQuery, missingQuery, progressQuery, type Outlook } from '../../contract/messages';
import { entriesOf } from '../../domain/days/day-map';
import type { Progress } from '../../domain/describe/progress';
import { missingDays, type Ledger } from '../../domain/ledger/ledger';

export interface QueryView extends Outlook {
  readonly ledger: Ledger;
  readonly progress: Progress;
}

/** Answer queries from a view, which is computed for each query. */
export function handleQueries(view: () => QueryView): void {
  setHandler(
    progressQuery,
    () => {
      const { progress, notYetExportable, nonce, phase, next } = view();
      return { ...progress, notYetExportable, nonce, phase, next };
    },
    { description: 'The export in numbers, and what it waits for' },
  );
  setHandler(ledgerQuery, () => entriesOf(view().ledger.days).map(({ range, value }) => ({ ...range, ...value })), {
    description: 'The state of every day',
  });
  setHandler(missingQuery, () => missingDays(view().ledger), { description: 'The missing days, and why' });
}
