import { describeFailure } from '../client/failures/describe-failure';
import type { ResourceType } from '../domain/twilio/resource-type';
import { joinResults, type Result } from './output/print';

/** Do something for several resource types side by side. A refused one is named on stderr and does not stop the others. */
export async function forEachType<Spec extends { readonly resourceType: ResourceType }>(
  specs: readonly Spec[],
  act: (spec: Spec) => Promise<Result>,
): Promise<Result> {
  const [first] = specs;
  if (first && specs.length === 1) return act(first);
  const results = await Promise.all(
    specs.map((spec) => act(spec).catch((error: unknown): Result => refused(spec.resourceType, error))),
  );
  return joinResults(results);
}

function refused(resourceType: ResourceType, error: unknown): Result {
  const problem = describeFailure(error);
  if (problem === undefined) throw error;
  console.error(`Error: ${resourceType}: ${problem}`);
  return { facts: { resourceType, problem }, lines: [], exitCode: 1 };
}
