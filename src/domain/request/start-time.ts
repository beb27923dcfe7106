/** A time of day, UTC. */
export const TIME_OF_DAY = /^([01]?\d|2[0-3]):[0-5]\d$/;

export const DEFAULT_TIME = '03:00';

/** Spreads the schedules of an account, and the accounts of a server, over some minutes. */
export const DEFAULT_JITTER = '10m';

/** A run starts well before the next one. */
export const LONGEST_JITTER_MS = 12 * 3_600_000;
