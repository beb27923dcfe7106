import { movableClock } from '../../simulator/movable-clock';
import { until } from './until';

const NOON = Date.parse('2024-03-10T12:00:00.000Z');

test('a clock without speed stands still until it is moved', async () => {
  const clock = movableClock({ speed: 0, startMs: NOON });
  const startedMs = performance.now();
  await until(() => performance.now() > startedMs + 5);
  expect(clock()).toBe(NOON);
  clock.advance(1500);
  expect(clock()).toBe(NOON + 1500);
});

test('a clock goes as many times faster as it is told, and can be moved besides', async () => {
  const startedMs = performance.now();
  const clock = movableClock({ speed: 3600, startMs: NOON });
  clock.advance(1000);
  await until(() => clock() > NOON + 20_000);
  expect((clock() - NOON - 1000) / (performance.now() - startedMs)).toBeLessThanOrEqual(3600);
});

test('a clock starts now and keeps real time unless told otherwise', () => {
  expect(Math.abs(movableClock()() - Date.now())).toBeLessThan(1000);
});
