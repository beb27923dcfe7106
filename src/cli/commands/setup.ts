import { isGrpcServiceError, ServiceError, type Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { addSearchAttributes, lookAtSearchAttributes } from '../../client/search-attributes';
import { OrderRefused } from '../../client/send-command';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes';
import { answerOrder } from '../output/print';

const EXAMPLE = `
Example:
  setup

Everything works without them. With them, Temporal's list of workflows finds exports by resource type, phase, days, final
and missing days: DayhaulMissingDays > 0, or DayhaulPhase = 'stuck'. Exports begun before are not found so.`;

/** Add `setup`: make exports searchable in a namespace. */
export function addSetupCommand(program: Command): void {
  program
    .command('setup')
    .description('add the search attributes by which the Temporal UI finds exports')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', EXAMPLE)
    .action(async ({ json }: { json?: boolean }) => {
      const { added, namespace } = await withTemporal(async ({ client, namespace }) => ({
        added: await setUp(client, namespace),
        namespace,
      }));
      const answer =
        added.length > 0
          ? `Added to namespace ${namespace}: ${added.join(', ')}.`
          : 'All of it is there already.';
      answerOrder({ namespace, added }, answer, json, ['doctor', 'list']);
    });
}

/** @throws OrderRefused with what to do by other means */
async function setUp(client: Client, namespace: string): Promise<readonly string[]> {
  try {
    const { missing, mistyped } = await lookAtSearchAttributes(client);
    if (mistyped.length > 0) {
      throw new OrderRefused(
        `Namespace ${namespace} has ${mistyped.join(', ')} with another type. Remove it there; the type must be ` +
          `${mistyped.map((name) => `${name}=${SEARCH_ATTRIBUTES[name]}`).join(', ')}.`,
      );
    }
    if (missing.length > 0) await addSearchAttributes(client, missing);
    return missing;
  } catch (error) {
    if (!(error instanceof ServiceError) && !isGrpcServiceError(error)) throw error;
    const types = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name} (${type})`);
    throw new OrderRefused(
      `Adding search attributes to namespace ${namespace}: ${(error as Error).message}. Temporal Cloud takes them in its own ` +
        `UI or by tcld: ${types.join(', ')}.`,
    );
  }
}
