import { z } from 'zod';
import {
  answer,
  answerAfterProcessing,
  corrupt,
  cutAfter,
  cutBefore,
  hang,
  hold,
  notJson,
  rateLimit,
  trailing,
  trickle,
  truncate,
  type FaultEffect,
  type PlannedFault,
} from '../faults/fault';
import { OPERATIONS } from '../wire/route';
import { gate, retryAfterForm } from './bodies';
import { oneOf } from './some-of';

const count = z.int().min(0);
const processed = z.enum(['first', 'late']).default('first');

const plannedAnswer = z.strictObject({
  status: z.int().min(200).max(599),
  body: z.unknown().exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
});

/** An effect by its name, as `{"hang": {"ms": 500}}`; each has the fields of the function of that name. */
const effect = oneOf<FaultEffect>({
  answer: plannedAnswer.transform(answer),
  answerAfterProcessing: plannedAnswer.transform(answerAfterProcessing),
  rateLimit: z
    .strictObject({ retryAfterSeconds: z.number().min(0).default(1), form: retryAfterForm.default('seconds') })
    .transform(rateLimit),
  notJson: z.strictObject({}).transform(notJson),
  cutBefore: z.strictObject({}).transform(cutBefore),
  cutAfter: z.strictObject({}).transform(cutAfter),
  hang: z.strictObject({ ms: count, processed }).transform(({ ms, processed: when }) => hang(ms, when)),
  hold: z.strictObject({ gate, processed }).transform(({ gate: name, processed: when }) => hold(name, when)),
  truncate: z
    .strictObject({ bytes: count, end: z.enum(['cut', 'neat']).default('cut') })
    .transform(({ bytes, end }) => truncate(bytes, end)),
  corrupt: z.strictObject({}).transform(corrupt),
  trailing: z.strictObject({}).transform(trailing),
  trickle: z.strictObject({ bytes: count.min(1), everyMs: count }).transform(trickle),
});

/** A planned fault, as `{"on": "list", "times": 2, "does": {"answer": {"status": 503}}}`. */
export const faultBody: z.ZodType<PlannedFault> = z
  .strictObject({
    on: z.enum([...OPERATIONS, 'any']),
    accountSid: z.string().exactOptional(),
    times: z.int().min(1).default(1),
    after: count.default(0),
    does: effect,
  })
  .meta({ example: { on: 'list', times: 2, does: { answer: { status: 503 } } } });
