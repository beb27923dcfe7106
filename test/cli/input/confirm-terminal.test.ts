import { onTerminal } from '../../support/on-terminal';

test('after the answer the command ends', async () => {
  const end = await onTerminal('quota close', 'n', { DAYHAUL_ACCOUNT: 'a' });
  if (!end) return;
  expect(end.shown).toContain('Not confirmed. Nothing was changed.');
  expect(end.exitCode).toBe(1);
}, 90_000);
