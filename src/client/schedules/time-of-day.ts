/** A time of day, UTC. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** Parse a time of day such as `03:00`; undefined when it is not one. */
export function readTimeOfDay(text: string): TimeOfDay | undefined {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const time = { hour: Number(hour), minute: Number(minute) };
  return time.hour < 24 && time.minute < 60 ? time : undefined;
}

/** A time of day, written as `03:00`. */
export function formatTimeOfDay({ hour, minute }: TimeOfDay): string {
  return [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
}
