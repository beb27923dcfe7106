import { describeFailure } from '../client/failures/describe-failure';
import type { ResourceType } from '../domain/twilio/resource-type';
import type { Result } from './output/print';

/**
 * Do something for each of some resource types side by side, and put their results together in the order given. When one of several
 * is refused, the others go on: it is named on stderr, and the exit code is 1.
 */
export async function forEachType<Spec extends { readonly resourceType: ResourceType }>(
  specs: readonly Spec[],
  act: (spec: Spec) => Promise<Result>,
): Promise<Result> {
  const [first] = specs;
  if (first && specs.length === 1) return act(first);
  const results = await Promise.all(
    specs.map((spec) => act(spec).catch((error: unknown): Result => refused(spec.resourceType, error))),
  );
  const codes = results.map(({ exitCode = 0 }) => exitCode);
  return {
    facts: results.map(({ facts }) => facts),
    lines: results.flatMap(({ lines }, index) => (index > 0 && lines.length > 1 ? ['', ...lines] : lines)),
    next: results.flatMap(({ next = [] }) => next),
    exitCode: codes.includes(1) ? 1 : Math.max(...codes),
  };
}

function refused(resourceType: ResourceType, error: unknown): Result {
  const problem = describeFailure(error);
  if (problem === undefined) throw error;
  console.error(`Error: ${resourceType}: ${problem}`);
  return { facts: { resourceType, problem }, lines: [], exitCode: 1 };
}
