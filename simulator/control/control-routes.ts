import { z } from 'zod';
import { isDay } from '../calendar';
import { formatReport } from '../log/format-report';
import type { MovableClock } from '../movable-clock';
import type { Simulator } from '../start-simulator';
import {
  advanceBody,
  concurrencyBody,
  dayBody,
  jobLifeBody,
  outageBody,
  quotaBody,
  releaseBody,
  spendingBody,
  viewBody,
  webhooksBody,
} from './bodies';
import { change, ControlProblem, read, type ControlRoute } from './control-route';
import { faultBody } from './fault-body';

/** All routes of the control API of a simulator. */
export function controlRoutes(simulator: Simulator, clock: MovableClock): readonly ControlRoute[] {
  const { faults } = simulator;
  const known = (jobSid: string): string => {
    if (simulator.jobs().some((job) => job.jobSid === jobSid)) return jobSid;
    throw new ControlProblem(404, `There never was a job ${jobSid}; GET /jobs names those there are.`);
  };
  return [
    read('/report', 'what the simulator saw', () => simulator.report()),
    read('/report.txt', 'the same for people', () => `${formatReport(simulator.report())}\n`),
    read('/jobs', 'every job ever created', () => simulator.jobs()),
    read('/requests', 'every request to the API', () => simulator.requests()),
    read('/webhook-calls', 'the calls of webhooks', () => simulator.webhookCalls()),
    read('/mails', 'the mails Twilio would have sent', () => simulator.mails()),
    read('/clock', 'the time of the simulator', () => ({ now: new Date(clock()).toISOString() })),
    read('/gates/{gate}', 'wait until a request is held at a gate', async (gate) => {
      await faults.reached(gate);
      return { gate, isReached: true };
    }),
    change('/view', 'change the form of responses', viewBody, (body) => {
      simulator.setView(body);
    }),
    change('/job-life', 'how the days of new jobs progress', jobLifeBody, (body) => {
      simulator.setJobLife(body);
    }),
    change('/days/{day}', 'how a day progresses in new jobs', dayBody, (script, day) => {
      tellDay(simulator, day, script);
    }),
    change('/quota', 'the quota of requested days', quotaBody, (body) => {
      simulator.setQuota(body);
    }),
    change('/quota/spend', 'another client requests days', spendingBody, ({ days, accountSid }) => {
      simulator.spendQuota(days, accountSid);
    }),
    change('/concurrency', 'the limit of concurrent requests', concurrencyBody, (body) => {
      simulator.setConcurrency(body);
    }),
    change('/webhooks', 'how often and when webhooks are called', webhooksBody, (body) => {
      simulator.setWebhooks(body);
    }),
    change('/faults', 'plan a fault', faultBody, (body) => {
      faults.plan(body);
    }),
    change('/release', 'release held requests, of one gate or of all', releaseBody, ({ gate }) => {
      faults.release(gate);
    }),
    change('/outage', 'cut every connection, or stop doing so', outageBody, ({ isOut }) => {
      faults.outage(isOut);
    }),
    change('/clock/advance', 'advance the clock', advanceBody, ({ ms }) => {
      clock.advance(ms);
    }),
    change('/jobs/{jobSid}/delete', 'another client deletes a job', nothing, (_body, jobSid) => {
      simulator.deleteJob(known(jobSid));
    }),
    change('/jobs/{jobSid}/forget', 'Twilio forgets a job', nothing, (_body, jobSid) => {
      simulator.forgetJob(known(jobSid));
    }),
  ];
}

/** A body may be left out where there is nothing to say. */
const nothing = z.strictObject({}).optional();

function tellDay(simulator: Simulator, day: string, told: z.output<typeof dayBody>): void {
  if (!isDay(day)) throw new ControlProblem(400, `"${day}" is not a day; write it as 2024-03-31.`);
  const script = simulator.day(day, told.resourceType);
  const [first, ...later] = told.reports ?? [];
  if (first !== undefined) script.reports(...first);
  for (const statuses of later) script.afterResubmission(...statuses);
  if (told.fails !== undefined) script.fails(told.fails);
  if (told.hasRecords !== undefined) script.hasRecords(told.hasRecords);
}
