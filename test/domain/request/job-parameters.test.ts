import { DEFAULT_OPTIONS, type JobParameters } from '../../../src/domain/request/export-options';
import { validateOptions } from '../../../src/domain/request/validate-options';

const HOOK = { webhookUrl: 'https://example.com/hook?a=1', webhookMethod: 'POST' } as const;

test.each<[string, JobParameters]>([
  ['none', {}],
  ['all', { ...HOOK, email: 'me+exports@example.com', friendlyName: 'Quarterly review, Zürich' }],
])('%s of the parameters are accepted', (_name, parameters) => {
  expect(validateOptions({ ...DEFAULT_OPTIONS, ...parameters })).toEqual([]);
});

test.each<[string, JobParameters, string]>([
  ['an email that is no address', { email: 'me' }, '--email must be one email address.'],
  ['two addresses', { email: 'a@example.com, b@example.com' }, '--email must be one email address.'],
  ['a webhook without its method', { webhookUrl: HOOK.webhookUrl }, '--webhook-url and --webhook-method require each other.'],
  ['a method without its webhook', { webhookMethod: 'GET' }, '--webhook-url and --webhook-method require each other.'],
  ['another method', { ...HOOK, webhookMethod: 'PUT' as never }, '--webhook-method must be GET or POST.'],
  ...['http://example.com/hook', 'example.com/hook', 'https://', 'https://user:secret@example.com/'].map(
    (webhookUrl): [string, JobParameters, string] => [
      `the webhook ${webhookUrl}`,
      { ...HOOK, webhookUrl },
      '--webhook-url must be an https URL without a user name or password.',
    ],
  ),
  ['an empty name', { friendlyName: ' ' }, '--friendly-name must be one line of 1 to 200 characters.'],
  ['a name of two lines', { friendlyName: 'a\nb' }, '--friendly-name must be one line of 1 to 200 characters.'],
  ['a long name', { friendlyName: 'x'.repeat(201) }, '--friendly-name must be one line of 1 to 200 characters.'],
])('%s is refused, and the value is not repeated', (_name, parameters, problem) => {
  expect(validateOptions({ ...DEFAULT_OPTIONS, ...parameters })).toEqual([problem]);
});

test.each<[keyof JobParameters, unknown]>([
  ['email', 5],
  ['webhookUrl', {}],
  ['friendlyName', null],
])('%s of another client may be of any type', (name, value) => {
  expect(validateOptions({ ...DEFAULT_OPTIONS, [name]: value })).not.toEqual([]);
});
