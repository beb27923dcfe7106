import type { Command } from 'commander';
import { askTwilio, deleteJob, readList } from '../../client/at-twilio/ask-twilio';
import { findOwners } from '../../client/at-twilio/job-owners';
import { withTemporal } from '../../client/connection';
import { CommandError } from '../../client/send-command';
import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { addAction, addSubcommand, joinResults, type Flags, type Result } from '../action';
import { confirm, YES_OPTION } from '../input/confirm';
import { ACCOUNT_OPTION, placeOf, resourceTypeOption } from '../input/targets';
import { UsageError } from '../input/usage-error';
import { describeEffect, describeGroups, describeJob, jobAsJson, tabulateJobs } from '../output/describe-jobs';

const EXAMPLE = 'JS0123456789abcdef0123456789abcdef';

export function define(jobs: Command): void {
  const add = (...words: readonly [name: string, summary: string, description: string]) =>
    addSubcommand(jobs, ...words).option(...ACCOUNT_OPTION);
  const listed = 'Twilio lists a job until seven days after its end. A worker of the account reads the list.';
  const lists = add('list', 'List the jobs at Twilio, with the export of each', listed).addOption(resourceTypeOption());
  addAction(lists, ['jobs list --resource-type Messages'], list);
  const shows = add('show', 'Show a job at Twilio, with its export', 'A worker of the account reads the job.');
  addAction(shows.argument('<sid>', 'Sid of the job'), [`jobs show ${EXAMPLE}`], (flags, sid) => show(flags, validSid(sid)));
  const effect = 'Shows what becomes of the days of each job. The history of its export records who deleted it, and why.';
  const deletes = add('delete', 'Delete unfinished jobs at Twilio', effect)
    .argument('<sids...>', 'Sids of the jobs')
    .option('--foreign', 'Also delete jobs of other clients, if the worker allows it')
    .option('--reason <text>', 'Reason, recorded in the history of the export')
    .option(...YES_OPTION);
  addAction(deletes, [`jobs delete ${EXAMPLE}`], (flags, ...sids) => deleteJobs(flags, [...new Set(sids.map(validSid))]));
}

async function list(flags: Flags): Promise<Result> {
  const place = placeOf(flags);
  const resourceType = flags.resourceType as ResourceType;
  const jobs = await withTemporal(async ({ client }) => {
    const { items } = await readList(client, place, 'listJobs', resourceType);
    return findOwners(client, place, items);
  });
  jobs.sort((one, other) => ((one.range?.startDay ?? '') < (other.range?.startDay ?? '') ? -1 : 1));
  const [first] = jobs;
  if (!first) return { facts: [], lines: [`No jobs of ${resourceType} at Twilio.`] };
  const next = [['jobs', 'show', first.jobSid, '--account', place.account]];
  return { facts: jobs.map(jobAsJson), lines: tabulateJobs(jobs), next };
}

async function show(flags: Flags, jobSid: string): Promise<Result> {
  const place = placeOf(flags);
  const jobs = await withTemporal(async ({ client }) =>
    findOwners(client, place, [await askTwilio(client, place, 'readJob', { jobSid })]),
  );
  const owners = jobs.flatMap(({ creator, adopters }) => (creator ? [creator, ...adopters] : adopters));
  const next = owners.map(({ workflowId }) => ['status', workflowId]);
  return { facts: jobs.map(jobAsJson)[0], lines: jobs.flatMap(describeJob), next };
}

/** @throws UsageError */
function validSid(text: string): string {
  if (/^JS[0-9a-fA-F]{32}$/.test(text)) return text;
  throw new UsageError([`"${text}" is not a job sid. Use JS and 32 hexadecimal digits.`]);
}

async function deleteJobs(flags: Flags, sids: readonly string[]): Promise<Result> {
  const place = placeOf(flags);
  return withTemporal(async ({ client }) => {
    const read: JobSnapshot[] = [];
    for (const jobSid of sids) read.push(await askTwilio(client, place, 'readJob', { jobSid }));
    const jobs = await findOwners(client, place, read);
    const others = jobs.flatMap(({ isOurs, jobSid }) => (isOurs ? [] : [jobSid]));
    if (others.length > 0 && !flags.foreign) {
      throw new CommandError(`Another client created ${others.join(', ')}. Nothing was deleted. To delete it, add --foreign.`);
    }
    for (const effect of jobs.flatMap(describeEffect)) console.error(effect);
    await confirm(`Delete ${sids.join(', ')} at Twilio?`, flags.yes);
    const results: Result[] = [];
    for (const job of jobs) {
      const { isAccepted, answer, job: after, exports } = await deleteJob(client, place, job, flags.reason);
      results.push({
        facts: { jobSid: job.jobSid, isAccepted, answer, details: after?.groups, exports },
        lines: [`${job.jobSid}: ${answer}${after ? ` Its days: ${describeGroups(after)}.` : ''}`],
        next: [['jobs', 'show', job.jobSid, '--account', place.account], ...exports.map((workflowId) => ['status', workflowId])],
        exitCode: isAccepted ? 0 : 1,
      });
    }
    return joinResults(results);
  });
}
