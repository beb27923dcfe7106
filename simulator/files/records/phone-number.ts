import type { Draws } from './draws';

/** A fictitious number: 555-01xx is reserved for fiction. */
export function strangersNumber(draws: Draws): string {
  return `+1${draws.oneOf(AREA_CODES)}55501${String(draws.below(100)).padStart(2, '0')}`;
}

/** One of the three numbers every account has. */
export function ownNumber(draws: Draws): string {
  return `+1415555010${draws.below(3)}`;
}

/** `+14155550100` as `(415) 555-0100`. */
export function nationalForm(phoneNumber: string): string {
  return phoneNumber.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

const AREA_CODES = ['202', '212', '303', '415', '512', '617', '773', '808'] as const;
