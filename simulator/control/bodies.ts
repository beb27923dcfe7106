import { z } from 'zod';
import type { Concurrency } from '../faults/concurrency';
import { byDuration, byLooks, instantly, type JobLife } from '../jobs/job-life';
import type { Quota } from '../jobs/quota';
import type { Webhooks } from '../webhooks/webhook-caller';
import { RESOURCE_TYPES } from '../wire/route';
import type { View } from '../wire/view';
import { oneOf, someOf } from './some-of';

const ms = z.number().min(0);
const count = z.int().min(0);
/** JSON knows no infinity. */
const countOrNone = z.union([count, z.literal('none').transform(() => Infinity)]);

/** A name that may be part of a path. */
export const gate = z.string().regex(/^[\w-]+$/, 'expected letters, digits, - and _ only');

export const retryAfterForm = z.enum(['seconds', 'date', 'none']);
const namedDays = z.enum(['named', 'null', 'partial']);
const nullOrFilled = z.enum(['null', 'filled']);

export const viewBody = someOf<View>({
  detailsOnCreate: nullOrFilled,
  details: nullOrFilled,
  daysInList: namedDays,
  daysInFetch: namedDays,
  statusCase: z.enum(['asDocumented', 'lower', 'upper']),
  groupOrder: z.enum(['asDocumented', 'reversed']),
  countOffset: z.int(),
  estimates: z.boolean(),
  estimatesAtEnd: z.enum(['null', 'kept']),
  listOrder: z.enum(['newestFirst', 'oldestFirst']),
  newJobsVisibleAfterMs: ms,
  hiddenJobs: z.array(z.string()).transform((jobSids) => new Set(jobSids)),
  deletedJobs: z.enum(['kept', 'gone']),
  deletesTooLate: z.enum(['ignored', 'notFound', 'refused']),
  emptyDays: z.enum(['gzipOfNothing', 'zeroBytes', 'notFound', 'absent']),
  dayEntries: z.enum(['perDay', 'perExport']),
  resourceTypeInDays: z.enum(['named', 'null']),
  oversizedPages: z.enum(['refused', 'clamped']),
  location: z.enum(['sent', 'absent']),
  accountInLinks: z.union([z.enum(['named', 'absent']), z.templateLiteral(['AC', z.string()])]),
  contentEncoding: z.enum(['none', 'gzip']),
}).meta({ example: { details: 'null' } });

export const quotaBody = someOf<Quota>({
  days: countOrNone,
  refusal: z.literal([400, 429]),
  countedOver: z.enum(['allTypes', 'eachType']),
  givesBack: z.enum(['nothing', 'failedAndDeletedDays']),
}).meta({ example: { days: 366 } });

export const concurrencyBody = someOf<Concurrency>({
  limit: countOrNone,
  form: retryAfterForm,
  retryAfterSeconds: z.number().min(0),
}).meta({ example: { limit: 2 } });

export const webhooksBody = someOf<Webhooks>({ calls: count, afterMs: ms }).meta({ example: { calls: 3 } });

export const jobLifeBody = oneOf<JobLife>({
  instantly: z.strictObject({}).transform(instantly),
  byDuration: z
    .strictObject({ jobMs: ms, queueMs: ms.default(0), parallel: z.int().min(1).default(Infinity) })
    .transform(byDuration),
  byLooks: z.strictObject({ looks: count }).transform(({ looks }) => byLooks(looks)),
}).meta({ example: { byDuration: { jobMs: 60_000 } } });

const statuses = z.tuple([z.string()], z.string());

/** What a day does; `reports` has one list of statuses for each job over the day. */
export const dayBody = z
  .strictObject({
    resourceType: z.enum(RESOURCE_TYPES).optional(),
    reports: z.tuple([statuses], statuses).optional(),
    fails: z.union([count, z.literal('forEver').transform(() => Infinity)]).optional(),
    hasRecords: count.optional(),
  })
  .meta({ example: { reports: [['Running', 'Failed'], ['Completed']] } });

export const spendingBody = z.strictObject({ days: count, accountSid: z.string().optional() }).meta({ example: { days: 100 } });
export const outageBody = z.strictObject({ isOut: z.boolean() }).meta({ example: { isOut: true } });
export const releaseBody = z.strictObject({ gate: gate.optional() }).meta({ example: { gate: 'created' } });
export const advanceBody = z.strictObject({ ms }).meta({ example: { ms: 3_600_000 } });
