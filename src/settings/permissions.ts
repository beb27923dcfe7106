import type { Permissions } from '../domain/request/permissions';
import { present, type Environment } from './environment';

/** Read what a worker allows. @example DAYHAUL_ALLOW_ARCHIVES=s3://exports/*,/data/archive */
export function readPermissions(environment: Environment, problems: string[]): Permissions {
  const patternsOf = (kind: string) =>
    present(environment, `DAYHAUL_ALLOW_${kind}`)
      ?.split(',')
      .map((pattern) => pattern.trim());
  const jobDelete = present(environment, 'DAYHAUL_ALLOW_JOB_DELETE') ?? 'false';
  if (!['true', 'false'].includes(jobDelete)) problems.push('DAYHAUL_ALLOW_JOB_DELETE must be true or false.');
  const [archives, callbacks, emails] = ['ARCHIVES', 'CALLBACKS', 'EMAILS'].map(patternsOf);
  return { archives, callbacks, emails, jobDelete: jobDelete === 'true' };
}
