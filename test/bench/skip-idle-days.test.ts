import { setTimeout as sleep } from 'node:timers/promises';
import { skipIdleDays } from '../../bench/judge/skip-idle-days';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { serveControlApi } from '../../simulator/control/serve-control-api';
import { byLooks } from '../../simulator/jobs/job-life';
import { movableClock } from '../../simulator/movable-clock';
import { withSimulator } from '../support/with-simulator';

const IDLE_MS = 300;

test('the clock goes to the next UTC day when no create came for some time and no job runs, and not before', () => {
  const clock = movableClock({ startMs: Date.parse('2024-03-10T15:00:00Z') });
  return withSimulator({ clock, jobLife: byLooks(1) }, async (simulator) => {
    const controlApi = await serveControlApi(simulator, clock);
    const read = async <T>(path: string) => (await (await fetch(`${controlApi.origin}${path}`)).json()) as T;
    const change = async (path: string, body: unknown) => {
      await fetch(`${controlApi.origin}${path}`, { method: 'POST', body: JSON.stringify(body) });
    };
    const stopping = new AbortController();
    const skipping = skipIdleDays({ read, change }, stopping.signal, IDLE_MS);
    const utcDay = () => new Date(clock()).toISOString().slice(0, 10);

    await sleep(3 * IDLE_MS);
    expect(utcDay()).toBe('2024-03-10'); // nobody has begun

    const { accountSid, authToken } = SIMULATED_ACCOUNT;
    const headers = { Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
    const jobs = `${simulator.origin}/v1/Exports/Messages/Jobs`;
    const body = new URLSearchParams({ StartDay: '2024-03-01', EndDay: '2024-03-01', FriendlyName: 'one' });
    expect((await fetch(jobs, { method: 'POST', headers, body })).status).toBe(201);
    await sleep(3 * IDLE_MS);
    expect(utcDay()).toBe('2024-03-10'); // its job runs

    await fetch(jobs, { headers });
    await fetch(jobs, { headers });
    while (utcDay() === '2024-03-10') await sleep(50);
    expect(new Date(clock()).toISOString()).toMatch(/^2024-03-11T00:00:0/);

    stopping.abort();
    await skipping;
    await controlApi.close();
  });
});
