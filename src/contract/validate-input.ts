import { NOTIFY_EVENTS } from '../domain/notify/notice';
import { DEFAULT_OPTIONS } from '../domain/request/export-options';
import { validateRange, validateResourceType } from '../domain/request/export-request';
import { validateOptions } from '../domain/request/validate-options';
import { day, exactObject, isRecord, list, number, object, oneOf, optional, range, text, unknownFields } from '../domain/shape';
import { ACCOUNT_LABEL, isAccountLabel } from './ids';

const EXAMPLE = '{"account": "default", "resourceType": "Messages", "range": {"startDay": "2024-01-01", "endDay": "2024-01-31"}}';

const OPTIONAL = { resubmitted: optional(list(range)), isSearchable: optional(oneOf([true])) };

const FIELDS = ['account', 'resourceType', 'range', 'options', 'earlier', ...Object.keys(OPTIONAL)];

/** The problems of the input of an export, which any client can start: nothing in it is trusted. Whether the worker serves the account is decided later. */
export function validateExportInput(input: unknown): readonly string[] {
  if (!isRecord(input)) return [`The input must be an object, such as ${EXAMPLE}.`];
  const { account, resourceType, range: days, options = {}, earlier } = input;
  return [
    ...unknownFields(input, FIELDS, 'The input'),
    ...(typeof account === 'string' && isAccountLabel(account) ? [] : [`The account must be a label: ${ACCOUNT_LABEL}.`]),
    ...(isRecord(options) ? [] : ['The options must be an object, such as {"openJobs": 2}.']),
    ...validateResourceType(resourceType),
    ...validateRange(days),
    ...validateOptions({ ...DEFAULT_OPTIONS, ...(isRecord(options) ? options : {}) }),
    ...(earlier === undefined ? [] : validateEarlier(earlier)),
    ...object(OPTIONAL)(input, 'input'),
  ];
}

const AUTHOR = { by: optional(text), reason: optional(text) };

/** The problems of a pause, whose argument may be left out. */
export const validatePause = optional(exactObject(AUTHOR));

export const validateResubmission = exactObject({ id: text, ranges: optional(list(range)) });

export const validateJobDeletion = exactObject({ jobSid: text, ...AUTHOR, answer: optional(text) });

/** The problems of an announcement. */
export const validateAnnouncement = object({
  cause: text,
  content: object({ type: oneOf(NOTIFY_EVENTS), data: object({ account: text, summary: text, next: text }) }),
  targets: list(text),
});

const STATES = ['planned', 'submitted', 'exported', 'empty', 'delivered', 'missing'];
const EARLIER = object({ startDay: day, values: list(object({ state: oneOf(STATES) })), runs: list(number()) });

/** The days at the end of an earlier export: runs of days, as pairs of the index of their value and their number. */
function validateEarlier(earlier: unknown): readonly string[] {
  const problems = EARLIER(earlier, 'input.earlier');
  if (problems.length > 0) return problems;
  const { values, runs } = earlier as { readonly values: readonly unknown[]; readonly runs: readonly number[] };
  const isWhole = runs.every((run, at) => at % 2 === 1 || run < values.length);
  return isWhole ? [] : ['input.earlier.runs has the index of a value that does not exist.'];
}
