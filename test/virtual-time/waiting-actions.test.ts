import { setTimeout as pause } from 'node:timers/promises';
import { byDuration } from '../../simulator/jobs/job-life';
import { quotaWorkflowId } from '../../src/contract/ids';
import { readHistories } from '../../tools/histories/read-histories';
import { actionsBetween, countActions, documentedActions, expectAbout, type Actions } from '../cloud/support/count-actions';
import { virtualTest as test } from './support/virtual-test';
import { inVirtualTime } from './support/virtual-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What an export and its quota cost until its end, and afterwards: the time leaps on to whatever is due. */
async function actionsOf(range: string, jobMs: number): Promise<{ readonly untilEnd: Actions; readonly afterwards: Actions }> {
  const counts: Actions[] = [];
  await inVirtualTime({ jobLife: byDuration({ jobMs }) }, async ({ client, start, leapToEndOf }) => {
    const handle = await start({ range });
    const workflowIds = [handle.workflowId, quotaWorkflowId('virtual')];
    const read = async () => {
      counts.push(
        countActions(
          await readHistories(
            client,
            workflowIds.map((workflowId) => ({ workflowId })),
          ),
        ),
      );
    };
    await leapToEndOf([handle]);
    await read();
    await pause(2000);
    await read();
  });
  const [untilEnd = {}, atLast = {}] = counts;
  return { untilEnd, afterwards: actionsBetween(untilEnd, atLast) };
}

function perDay(actions: Actions, days: number): Actions {
  return Object.fromEntries(Object.entries(actions).map(([kind, count]) => [kind, count / days]));
}

test('a day on which a job runs costs its polls, and a day without an export nothing', async () => {
  const three = await actionsOf('2024-03-01..2024-03-31', 3 * DAY);
  const five = await actionsOf('2024-03-01..2024-03-31', 5 * DAY);
  expectAbout(perDay(actionsBetween(three.untilEnd, five.untilEnd), 2), documentedActions('a day on which jobs run'), 4);
  expect(five.afterwards).toEqual(documentedActions('a day without an export'));
});

test('a day of waiting for the quota costs its requests', async () => {
  const two = await actionsOf('2023-01-01..2024-12-31', HOUR);
  const four = await actionsOf('2021-01-01..2024-12-31', HOUR);
  const measured = perDay(actionsBetween(two.untilEnd, four.untilEnd), 2);
  expectAbout(measured, documentedActions('a day of 366 days, then waiting for the quota'), 4);
});
