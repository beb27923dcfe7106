import {
  answer,
  answerAfterProcessing,
  cutAfter,
  cutBefore,
  hang,
  notJson,
  rateLimit,
  truncate,
  type FaultEffect,
  type PlannedFault,
} from '../../simulator/faults/fault';
import { times, type Chance } from '../random';
import type { ExportSpec } from '../scenario';

/** What goes wrong with single requests. */
export function drawFaults(chance: Chance, exports: readonly ExportSpec[]): readonly PlannedFault[] {
  const count = chance.oneOf([0, 0, 1, 2, 3]);
  return [...times(count, () => drawFault(chance)), ...drawRefusals(chance, exports)];
}

function drawFault(chance: Chance): PlannedFault {
  const on = chance.oneOf(['create', 'create', 'create', 'list', 'list', 'fetch', 'days', 'delete', 'any']);
  const isRead = on !== 'create' && on !== 'delete' && on !== 'any';
  return {
    on,
    after: chance.between(0, on === 'create' ? 5 : 8),
    times: chance.oneOf([1, 1, 1, 2, 3]),
    does: drawEffect(chance, isRead),
  };
}

function drawEffect(chance: Chance, isRead: boolean): FaultEffect {
  const form = chance.oneOf(['seconds', 'seconds', 'date', 'none']);
  return chance.oneOf([
    cutBefore(),
    cutAfter(),
    isRead ? truncate(20) : cutAfter(),
    notJson(),
    answer({ status: chance.oneOf([500, 502, 503]) }),
    isRead ? answer({ status: 401 }) : answerAfterProcessing({ status: 502 }),
    answer({ status: 503, headers: { 'Retry-After': '1' } }),
    rateLimit({ retryAfterSeconds: 1, form }),
    hang(chance.between(100, 500)),
  ]);
}

/** Creates that are refused for a reason nobody documented: a few in a row, fewer where there are few chunks. */
function drawRefusals(chance: Chance, exports: readonly ExportSpec[]): readonly PlannedFault[] {
  if (!chance.percent(12)) return [];
  const body = { code: 20999, message: 'This account may not do this', more_info: '', status: 400 };
  const most = exports.length > 1 ? 3 : 4;
  return [{ on: 'create', after: chance.between(0, 3), times: chance.between(1, most), does: answer({ status: 400, body }) }];
}
