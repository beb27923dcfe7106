import { isGrpcServiceError, type Client } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { CommandError } from './send-command';

const NEEDED = '1.28'; // the first release with everything that Dayhaul needs switched on

const [PERMISSION_DENIED, UNIMPLEMENTED] = [7, 12]; // codes of gRPC

/** What Dayhaul needs of a server, each with the setting that switches it on, and a request that changes nothing. */
const FEATURES = [
  {
    feature: 'workflow updates',
    setting: 'frontend.enableUpdateWorkflowExecution',
    request: ({ workflowService, options: { namespace } }: Client) =>
      workflowService.updateWorkflowExecution({
        namespace,
        workflowExecution: { workflowId: 'dayhaul-no-workflow' },
        request: { meta: { updateId: 'check' }, input: { name: 'check' } },
      }),
  },
  {
    feature: 'updates that start a workflow',
    setting: 'frontend.enableExecuteMultiOperation',
    request: ({ workflowService, options: { namespace } }: Client) =>
      workflowService.executeMultiOperation({ namespace, operations: [] }),
  },
] as const;

/** What a Temporal server lacks, and what to do. Without updates, exports would wait for their quota permanently. */
export async function missingSupport(client: Client): Promise<string | undefined> {
  const asked = await Promise.all(FEATURES.map(async (each) => ((await isLacking(() => each.request(client))) ? [each] : [])));
  const lacks = asked.flat();
  const [first] = lacks;
  if (!first) return undefined;
  const { serverVersion } = await client.workflowService.getSystemInfo({});
  const settings = lacks.map(({ setting }) => setting).join(' and ');
  const advice = `Upgrade to ${NEEDED} or newer, or set ${settings} to true in the dynamic configuration of the server.`;
  return `Temporal Server ${serverVersion} does not offer ${first.feature}, which Dayhaul needs. ${advice}`;
}

/** @throws CommandError when a server lacks something that Dayhaul needs */
export async function requireSupport(client: Client): Promise<void> {
  const missing = await missingSupport(client);
  if (missing !== undefined) throw new CommandError(missing);
}

/** Each request is refused, since it is about nothing; only these refusals tell that the server does not know it. */
async function isLacking(request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return false;
  } catch (error) {
    if (!isGrpcServiceError(error)) return false;
    const code: number = error.code;
    return code === UNIMPLEMENTED || (code === PERMISSION_DENIED && error.details.includes('disabled'));
  }
}

const DAY_MS = 86_400_000;

/** The retention of closed workflows in a namespace, in days; undefined when the server does not report it. */
export async function readRetentionDays(client: Client, namespace: string): Promise<number | undefined> {
  const { config } = await client.workflowService.describeNamespace({ namespace });
  const retentionMs = optionalTsToMs(config?.workflowExecutionRetentionTtl);
  return retentionMs === undefined ? undefined : Math.round(retentionMs / DAY_MS);
}
