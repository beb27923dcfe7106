import type { Client } from '@temporalio/client';
import { quotaWorkflowId } from '../contract/ids';
import { quotaCallUpdate } from '../contract/messages';
import { quotaStart } from '../contract/quota-start';
import type { QuotaCall } from '../domain/quota/protocol';
import { sendOrder } from './send-command';

/** A quota of which nothing was asked yet takes orders, too: they hold for whoever asks first. */
export function callQuota(client: Client, group: string, call: QuotaCall): Promise<unknown> {
  return sendOrder(client, quotaWorkflowId(group), () =>
    client.workflow.executeUpdateWithStart(quotaCallUpdate, {
      args: [call],
      startWorkflowOperation: quotaStart(group),
    }),
  );
}
