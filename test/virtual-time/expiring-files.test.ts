import { virtualTest as test } from './support/virtual-test';
import { inVirtualTime } from './support/virtual-world';
import { endOf } from '../support/export-bench';

const DAY = 86_400_000;

test('day files serve later exports as long as they live, and not on the UTC day on which they expire', () =>
  inVirtualTime({}, async ({ simulator, start, pass }) => {
    const exportAgain = async () => endOf(await start({ range: '2024-01-01..2024-01-31' }));
    await exportAgain();

    await pass(6 * DAY);
    expect((await exportAgain()).outcome).toMatchObject({ adoptedDays: 31, requestedDays: 0 });

    await pass(DAY);
    expect((await exportAgain()).outcome).toMatchObject({ adoptedDays: 0, requestedDays: 31 });
    expect(simulator.report().requestedDays).toBe(62);
  }));
