import type { Mutant } from './mutants';
import type { Verdict } from './run-seeds';

/** A verdict in a line; one with violations in as many as it takes to understand it and to see it again. */
export function describeVerdict(verdict: Verdict, mutant?: Mutant): string {
  const { seed, seconds, violations, scenario, jobs, requestedDays } = verdict;
  const word = violations.length === 0 ? 'fine' : 'VIOLATED';
  const head = `Seed ${seed}: ${word}, ${jobs} jobs, ${requestedDays} days requested, ${seconds} s`;
  if (violations.length === 0) return head;
  const again = `npm run chaos -- --seeds 1 --from-seed ${seed}${mutant ? ` --mutant ${mutant.name}` : ''}`;
  return [
    head,
    ...violations.map((violation) => `  ! ${violation}`),
    ...scenario.map((line) => `    ${line}`),
    `  Again: ${again}`,
  ].join('\n');
}
