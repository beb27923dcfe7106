import { spell } from '../calendar';
import type { Evidence, ExportEvidence } from '../observations';

/** Every export ends in time, as it should: completed only when nothing is missing or that is allowed. */
export function ended(evidence: Evidence): readonly string[] {
  const [lastWords, ...others] = evidence.workerOwnEnds;
  return [
    ...evidence.exports.flatMap((exported) => {
      const flaw = flawOf(exported, evidence);
      const { resourceType, range } = exported.wanted;
      return flaw === undefined ? [] : [`${resourceType} ${spell(range)} ${flaw}`];
    }),
    ...(lastWords === undefined ? [] : [`${1 + others.length} workers ended by themselves: ${lastWords}`]),
  ];
}

function flawOf({ wanted, end }: ExportEvidence, { orders, scenario }: Evidence): string | undefined {
  switch (end.kind) {
    case 'stuck':
      return `did not end in time: ${end.words.join(' | ')}`;
    case 'failed':
      return `failed: ${end.words}`;
    case 'completed':
      return end.outcome.days.missing > 0 && !wanted.options.allowMissing
        ? `completed although ${end.outcome.days.missing} days are missing.`
        : undefined;
    case 'daysMissing':
      return end.outcome.days.missing === 0 ? 'failed although no day is missing.' : undefined;
    case 'cancelled':
      return orders.some(({ order }) => order.deed === 'cancel' && scenario.exports[order.of] === wanted)
        ? undefined
        : 'was cancelled by nobody.';
  }
}
