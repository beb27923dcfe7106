import { askTwilio } from '../../../client/at-twilio/ask-twilio';
import { deleteJob } from '../../../client/at-twilio/delete-job';
import { findOwners } from '../../../client/at-twilio/job-owners';
import { withTemporal } from '../../../client/connection';
import { CommandError } from '../../../client/send-command';
import type { JobSnapshot } from '../../../domain/twilio/job-snapshot';
import { accountOf } from '../../input/account';
import { confirm } from '../../input/confirm';
import type { Flags } from '../../input/flags';
import { describeEffect, describeGroups } from '../../output/describe-jobs';
import { joinResults, type Result } from '../../output/print';

export async function deleteJobs(flags: Flags, sids: readonly string[]): Promise<Result> {
  const account = accountOf(flags);
  return withTemporal(async ({ client }) => {
    const read: JobSnapshot[] = [];
    for (const jobSid of sids) read.push(await askTwilio(client, 'readJob', { account, jobSid }));
    const jobs = await findOwners(client, account, read);
    const others = jobs.flatMap(({ isOurs, jobSid }) => (isOurs ? [] : [jobSid]));
    if (others.length > 0 && !flags.foreign) {
      throw new CommandError(`Another client created ${others.join(', ')}. Nothing was deleted. To delete it, add --foreign.`);
    }
    for (const effect of jobs.flatMap(describeEffect)) console.error(effect);
    await confirm(`Delete ${sids.join(', ')} at Twilio?`, flags.yes);
    const results: Result[] = [];
    for (const job of jobs) {
      const { isAccepted, answer, job: after, exports } = await deleteJob(client, account, job, flags.reason);
      results.push({
        facts: { jobSid: job.jobSid, isAccepted, answer, details: after?.groups, exports },
        lines: [`${job.jobSid}: ${answer}${after ? ` Its days: ${describeGroups(after)}.` : ''}`],
        next: [['jobs', 'show', job.jobSid, '--account', account], ...exports.map((workflowId) => ['status', workflowId])],
        exitCode: isAccepted ? 0 : 1,
      });
    }
    return joinResults(results);
  });
}
