import { spell } from '../calendar';
import type { ExportObservations, Observations } from '../observations';

/** Every export ends in time, as it should: completed only when nothing is missing or that is allowed. */
export function ended(observations: Observations): readonly string[] {
  const [lastOutput, ...others] = observations.workerOwnEnds;
  return [
    ...observations.exports.flatMap((exported) => {
      const flaw = flawOf(exported, observations);
      const { resourceType, range } = exported.spec;
      return flaw === undefined ? [] : [`${resourceType} ${spell(range)} ${flaw}`];
    }),
    ...(lastOutput === undefined ? [] : [`${1 + others.length} workers ended by themselves: ${lastOutput}`]),
  ];
}

function flawOf({ spec, end }: ExportObservations, { commands, scenario }: Observations): string | undefined {
  switch (end.kind) {
    case 'stuck':
      return `did not end in time: ${end.messages.join(' | ')}`;
    case 'failed':
      return `failed: ${end.message}`;
    case 'completed':
      return end.outcome.days.missing > 0 && !spec.options.allowMissing
        ? `completed although ${end.outcome.days.missing} days are missing.`
        : undefined;
    case 'daysMissing':
      return end.outcome.days.missing === 0 ? 'failed although no day is missing.' : undefined;
    case 'cancelled':
      return commands.some(({ command }) => command.action === 'cancel' && scenario.exports[command.of] === spec)
        ? undefined
        : 'was cancelled by nobody.';
  }
}
