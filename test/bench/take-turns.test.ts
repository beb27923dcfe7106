import { takeTurns } from '../../bench/take-turns';

test('rivals take turns, and one with a gap has its reason and no turn', async () => {
  const turns: string[] = [];
  const rival = (name: string) => ({
    name,
    measure: (run: number) => {
      turns.push(`${name} ${run}`);
      return Promise.resolve({ seconds: run });
    },
  });
  const results = await takeTurns([rival('One'), { ...rival('Two'), gap: 'It has no clock' }, rival('Three')], 3);
  expect(turns).toEqual(['One 1', 'Three 1', 'One 2', 'Three 2', 'One 3', 'Three 3']);
  const runs = { runs: [{ seconds: 1 }, { seconds: 2 }, { seconds: 3 }], figures: { seconds: { median: 2, min: 1, max: 3 } } };
  expect(results).toEqual([
    { name: 'One', ...runs },
    { name: 'Two', gap: 'It has no clock' },
    { name: 'Three', ...runs },
  ]);
});
