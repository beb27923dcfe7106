import { cleanEnvironment, present } from '../../src/settings/environment';

test.each([
  ['as it is', 'value', 'value'],
  ['with the CR of a Windows file', 'value\r', 'value'],
  ['with blanks and a tab', ' value\t', 'value'],
  ['in double quotes', '"value"', 'value'],
  ['in single quotes, with a CR', "'value'\r", 'value'],
  ['with a byte order mark', '\uFEFFvalue', 'value'],
  ['with one quote', '"value', '"value'],
  ['empty', '', undefined],
  ['a blank', ' ', undefined],
  ['two quotes', '""', undefined],
  ['unset', undefined, undefined],
])('a value %s', (_title, text, value) => {
  expect(present({ NAME: text }, 'NAME')).toBe(value);
});

test('the variables of a process are cleaned where every library reads them, and others stay as they are', () => {
  const environment = {
    TEMPORAL_ADDRESS: '',
    TEMPORAL_NAMESPACE: ' prod\r',
    AWS_REGION: '"eu-west-1"',
    https_proxy: ' ',
    TEMPORAL_GRPC_META_X: '',
    PS1: ' $ ',
  };
  cleanEnvironment(environment);
  expect(environment).toEqual({ TEMPORAL_NAMESPACE: 'prod', AWS_REGION: 'eu-west-1', TEMPORAL_GRPC_META_X: '', PS1: ' $ ' });
});
