import { HOUR_MS } from '../calendar';
import type { Chance } from '../random';
import type { Deed, ExportOptions, Happening, Moment, WantedExport } from '../scenario';
import type { Scene } from './scene';
import { partOf } from './twilio';

type Draw = (chance: Chance, scene: Scene) => readonly Happening[];

/** How likely each kind of happening is, in a hundred scenarios, and how it is drawn. */
const KINDS: readonly (readonly [percent: number, draw: Draw])[] = [
  [24, drawKill],
  [9, (chance) => [at(drawMoment(chance), { deed: 'killTemporal', backAfterMs: chance.between(0, 800) })]],
  [14, (chance) => [at(drawMoment(chance), { deed: 'outage', ms: chance.between(100, 1500) })]],
  [16, drawLateCreate],
  [18, drawJump],
  [14, (chance) => [at(drawMoment(chance), { deed: 'deleteJob', pick: chance.between(0, 9) })]],
  [7, (chance) => [at(drawMoment(chance), { deed: 'forgetJob', pick: chance.between(0, 9) })]],
  [12, drawSpending],
  [10, drawForeignJob],
  [14, drawPause],
  [10, drawChange],
  [18, (chance, { exports }) => [at(drawMoment(chance), { deed: 'cancel', of: anyOf(chance, exports) })]],
  [10, (chance, { exports }) => [at(drawTime(chance), { deed: 'resubmit', of: anyOf(chance, exports) })]],
];

/** What is done from outside while the exports run. */
export function drawHappenings(chance: Chance, scene: Scene): readonly Happening[] {
  return KINDS.flatMap(([percent, draw]) => (chance.percent(percent) ? draw(chance, scene) : []));
}

function at(moment: Moment, ...deeds: readonly Deed[]): Happening {
  return { moment, deeds };
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

function anyOf(chance: Chance, exports: readonly WantedExport[]): number {
  return chance.between(0, exports.length - 1);
}

function drawKill(chance: Chance): readonly Happening[] {
  const kill = () => at(drawMoment(chance), { deed: 'killWorker', backAfterMs: chance.between(0, 500) });
  return chance.percent(20) ? [kill(), kill()] : [kill()];
}

/** A create whose client gives up, and which Twilio takes all the same, some time after. */
function drawLateCreate(chance: Chance): readonly Happening[] {
  const moment: Moment = { at: 'request', on: 'create', nth: chance.between(1, 6), processed: 'late' };
  return [at(moment, { deed: 'cut' }, { deed: 'wait', ms: chance.between(50, 250) })];
}

function drawJump(chance: Chance): readonly Happening[] {
  const ms = chance.oneOf([60_000, HOUR_MS, 5 * HOUR_MS, 13 * HOUR_MS, 26 * HOUR_MS]);
  return [at(drawMoment(chance), { deed: 'advance', ms })];
}

function drawSpending(chance: Chance, { quota }: Scene): readonly Happening[] {
  if (!quota) return [];
  return [at(drawMoment(chance), { deed: 'spendQuota', days: chance.between(1, quota.days) })];
}

function drawForeignJob(chance: Chance, { exports, newestDay }: Scene): readonly Happening[] {
  const { resourceType, range } = chance.oneOf(exports as [WantedExport]);
  const part = partOf(chance, range, newestDay);
  if (part.startDay > part.endDay) return [];
  return [at(drawMoment(chance), { deed: 'foreignJob', resourceType, range: part })];
}

/** Whoever is paused is resumed. */
function drawPause(chance: Chance, { exports }: Scene): readonly Happening[] {
  const of = anyOf(chance, exports);
  const deeds: readonly Deed[] = [
    { deed: 'pause', of },
    { deed: 'wait', ms: chance.between(300, 1500) },
    { deed: 'resume', of },
  ];
  return [at(drawTime(chance), ...deeds)];
}

function drawChange(chance: Chance, { exports }: Scene): readonly Happening[] {
  const options = chance.oneOf<Partial<ExportOptions>>([
    { daysPerChunk: chance.between(1, 10) },
    { openJobs: chance.between(1, 4) },
    { maxAttempts: chance.between(1, 4) },
    { newestFirst: chance.percent(50) },
  ]);
  return [at(drawTime(chance), { deed: 'change', of: anyOf(chance, exports), options })];
}
