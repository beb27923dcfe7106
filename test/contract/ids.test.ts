import { friendlyNameOf, nonceIn } from '../../src/contract/ids';
import { days } from '../support/days';

test.each([
  [friendlyNameOf('01234567-89ab', days('2024-03-01..2024-03-02'), 3), '01234567-89ab'],
  [`${friendlyNameOf('01234567-89ab', days('2024-03-01'), 1)} of the sales team`, '01234567-89ab'],
  ['dayhaul 01234567-89ab', '01234567-89ab'],
  ['dayhaul 01234567-89', undefined],
  ['dayhaul 01234567-89abc 2024', undefined],
  ['my dayhaul 01234567-89ab 2024', undefined],
  ['dayhaul exports', undefined],
  [undefined, undefined],
])('the nonce in the name %j is %s', (friendlyName, nonce) => {
  expect(nonceIn(friendlyName)).toBe(nonce);
});
