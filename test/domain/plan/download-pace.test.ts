import { FULL_PACE, paceAfterFile, paceAfterLimit, type DownloadPace } from '../../../src/domain/plan/download-pace';

function afterFiles(pace: DownloadPace, files: number): DownloadPace {
  return Array.from({ length: files }).reduce<DownloadPace>(paceAfterFile, pace);
}

function afterLimit(pace: DownloadPace, beganAtMs: number, wanted = 8): DownloadPace | undefined {
  return paceAfterLimit(pace, { beganAtMs, endedAtMs: beganAtMs + 10, wanted });
}

test('without a rate limit there is no pace to keep', () => {
  expect(afterFiles(FULL_PACE, 1000).atOnce).toBe(Infinity);
});

test('a rate limit halves the number of downloads, down to one, and another one then is for the caller', () => {
  const four = afterLimit(FULL_PACE, 100)!;
  const two = afterLimit(four, 200)!;
  const one = afterLimit(two, 300)!;
  expect([four, two, one].map(({ atOnce }) => atOnce)).toEqual([4, 2, 1]);
  expect(afterLimit(one, 400)).toBeUndefined();
  expect(afterLimit(FULL_PACE, 100, 5)?.atOnce).toBe(2);
  expect(afterLimit(FULL_PACE, 100, 1)).toBeUndefined();
});

test('an export that wants fewer than the pace allows halves its own number', () => {
  expect(afterLimit({ atOnce: 16, files: 0, limitedAtMs: 0 }, 100, 4)?.atOnce).toBe(2);
});

test('downloads that began before the last rate limit are one burst', () => {
  const four = afterLimit(FULL_PACE, 100)!;
  expect(afterLimit(four, 105)).toBe(four);
  expect(afterLimit({ ...four, atOnce: 1 }, 110)).toEqual({ ...four, atOnce: 1 });
  expect(afterLimit(four, 111)?.atOnce).toBe(2);
});

test('after twenty files for each download there is one more, and a rate limit starts the count again', () => {
  const two: DownloadPace = { atOnce: 2, files: 0, limitedAtMs: 0 };
  expect(afterFiles(two, 39).atOnce).toBe(2);
  expect(afterFiles(two, 40)).toEqual({ atOnce: 3, files: 0, limitedAtMs: 0 });
  expect(afterFiles(two, 99).atOnce).toBe(3);
  expect(afterFiles(two, 100).atOnce).toBe(4);
  const one = afterLimit(afterFiles(two, 39), 100)!;
  expect(afterFiles(one, 19).atOnce).toBe(1);
  expect(afterFiles(one, 20).atOnce).toBe(2);
});
