import { HOUR_MS } from '../calendar';
import type { Chance } from '../random';
import type { Action, ExportOptions, ExportSpec, Moment, ScenarioEvent } from '../scenario';
import type { Scene } from './scene';
import { partOf } from './twilio';

type Draw = (chance: Chance, scene: Scene) => readonly ScenarioEvent[];

/** How likely each kind of event is, in a hundred scenarios, and how it is drawn. */
const KINDS: readonly (readonly [percent: number, draw: Draw])[] = [
  [24, drawKill],
  [9, (chance) => [at(drawMoment(chance), { action: 'killTemporal', backAfterMs: chance.between(0, 800) })]],
  [14, (chance) => [at(drawMoment(chance), { action: 'outage', ms: chance.between(100, 1500) })]],
  [16, drawLateCreate],
  [18, drawJump],
  [14, (chance) => [at(drawMoment(chance), { action: 'deleteJob', pick: chance.between(0, 9) })]],
  [7, (chance) => [at(drawMoment(chance), { action: 'forgetJob', pick: chance.between(0, 9) })]],
  [12, drawSpending],
  [10, drawForeignJob],
  [14, drawPause],
  [10, drawChange],
  [18, (chance, { exports }) => [at(drawMoment(chance), { action: 'cancel', of: anyOf(chance, exports) })]],
  [10, (chance, { exports }) => [at(drawTime(chance), { action: 'resubmit', of: anyOf(chance, exports) })]],
];

/** What is done from outside while the exports run. */
export function drawEvents(chance: Chance, scene: Scene): readonly ScenarioEvent[] {
  return KINDS.flatMap(([percent, draw]) => (chance.percent(percent) ? draw(chance, scene) : []));
}

function at(moment: Moment, ...actions: readonly Action[]): ScenarioEvent {
  return { moment, actions };
}

function drawMoment(chance: Chance): Moment {
  if (chance.percent(30)) return drawTime(chance);
  const on = chance.oneOf(['create', 'create', 'create', 'list', 'list', 'delete', 'days']);
  const processed = chance.oneOf(['first', 'late']);
  return { at: 'request', on, nth: chance.between(1, on === 'list' ? 10 : 5), processed };
}

function drawTime(chance: Chance): Moment {
  return { at: 'time', ms: chance.between(100, 3000) };
}

function anyOf(chance: Chance, exports: readonly ExportSpec[]): number {
  return chance.between(0, exports.length - 1);
}

function drawKill(chance: Chance): readonly ScenarioEvent[] {
  const kill = () => at(drawMoment(chance), { action: 'killWorker', backAfterMs: chance.between(0, 500) });
  return chance.percent(20) ? [kill(), kill()] : [kill()];
}

/** A create whose client gives up, and which Twilio takes all the same, some time after. */
function drawLateCreate(chance: Chance): readonly ScenarioEvent[] {
  const moment: Moment = { at: 'request', on: 'create', nth: chance.between(1, 6), processed: 'late' };
  return [at(moment, { action: 'cut' }, { action: 'wait', ms: chance.between(50, 250) })];
}

function drawJump(chance: Chance): readonly ScenarioEvent[] {
  const ms = chance.oneOf([60_000, HOUR_MS, 5 * HOUR_MS, 13 * HOUR_MS, 26 * HOUR_MS]);
  return [at(drawMoment(chance), { action: 'advance', ms })];
}

function drawSpending(chance: Chance, { quota }: Scene): readonly ScenarioEvent[] {
  if (!quota) return [];
  return [at(drawMoment(chance), { action: 'spendQuota', days: chance.between(1, quota.days) })];
}

function drawForeignJob(chance: Chance, { exports, newestDay }: Scene): readonly ScenarioEvent[] {
  const { resourceType, range } = chance.oneOf(exports as [ExportSpec]);
  const part = partOf(chance, range, newestDay);
  if (part.startDay > part.endDay) return [];
  return [at(drawMoment(chance), { action: 'foreignJob', resourceType, range: part })];
}

/** Whoever is paused is resumed. */
function drawPause(chance: Chance, { exports }: Scene): readonly ScenarioEvent[] {
  const of = anyOf(chance, exports);
  const actions: readonly Action[] = [
    { action: 'pause', of },
    { action: 'wait', ms: chance.between(300, 1500) },
    { action: 'resume', of },
  ];
  return [at(drawTime(chance), ...actions)];
}

function drawChange(chance: Chance, { exports }: Scene): readonly ScenarioEvent[] {
  const options = chance.oneOf<Partial<ExportOptions>>([
    { daysPerChunk: chance.between(1, 10) },
    { openJobs: chance.between(1, 4) },
    { maxAttempts: chance.between(1, 4) },
    { newestFirst: chance.percent(50) },
  ]);
  return [at(drawTime(chance), { action: 'change', of: anyOf(chance, exports), options })];
}
