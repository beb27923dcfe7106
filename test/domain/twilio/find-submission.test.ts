import { findSubmission } from '../../../src/domain/twilio/find-submission';
import type { JobSnapshot } from '../../../src/domain/twilio/job-snapshot';
import { march } from '../support/march';
import { groups } from '../support/reports';

const NAME = 'dayhaul 0f 1..5 submission 1';

function job(details: string, { name = NAME, range = '1..5', jobSid = 'JS1' } = {}): JobSnapshot {
  return { jobSid, friendlyName: name, range: march(range), groups: groups(details) };
}

test.each<[string, JobSnapshot]>([
  ['running', job('Running 5')],
  ['without details', job('')],
  ['completed', job('Completed 5')],
  ['failed', job('Failed 5')],
  ['deleted in part', job('Completed 3; DeletedByUserRequest 2')],
  ['of an unknown status', job('Pondering 5')],
  ['with a text after its name', job('Running 5', { name: `${NAME} of the sales team` })],
  ['whose name Twilio left out', { jobSid: 'JS1', range: march('1..5'), groups: groups('Running 5') }],
  ['that does not tell its range', { jobSid: 'JS1', friendlyName: NAME, groups: [] }],
])('a job %s is found by the name and range of its submission', (_name, listed) => {
  const others = [job('Running 5', { name: 'another', jobSid: 'JS0' }), listed];
  expect(findSubmission(others, NAME, march('1..5'))?.jobSid).toBe('JS1');
});

test.each<[string, JobSnapshot]>([
  ['of another name', job('Running 5', { name: 'dayhaul 0f 1..5 submission 2' })],
  ['without a name that is over', { jobSid: 'JS1', range: march('1..5'), groups: groups('Completed 5') }],
  ['without a name and without a range', { jobSid: 'JS1', groups: groups('Running 5') }],
  ['of a later submission', job('Running 5', { name: `${NAME}2` })],
  ['over a shorter range', job('Running 4', { range: '1..4' })],
  ['over a longer range', job('Running 6', { range: '0..5' })],
  ['that was deleted', job('DeletedByUserRequest 5')],
  ['that is about to be deleted', job('runningtobedeleted 5')],
  ['that is half deleted and half about to be', job('DeletedByUserRequest 3; RunningToBeDeleted 2')],
])('a job %s is never taken for the submission', (_name, listed) => {
  expect(findSubmission([listed], NAME, march('1..5'))).toBeUndefined();
});

test('a job is found behind a deleted one of the same name', () => {
  const jobs = [job('DeletedByUserRequest 5'), job('Running 5', { jobSid: 'JS2' })];
  expect(findSubmission(jobs, NAME, march('1..5'))?.jobSid).toBe('JS2');
});

test('a deleted job that still lists a status of no day is never taken for the submission', () => {
  const deleted = job('DeletedByUserRequest 5; Completed 0');
  expect(findSubmission([deleted], NAME, march('1..5'))).toBeUndefined();
});
