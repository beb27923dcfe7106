/** What workflows report to the metrics of their worker; a replay reports nothing. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- sinks need an index signature
export type MetricSinks = {
  readonly metrics: {
    /** Days by state, first expiry of a file, and end of the newest day in the archive; milliseconds since 1970, 0 for none. */
    setExport(id: string, type: string, states: Readonly<Record<string, number>>, deadlineMs: number, deliveredMs: number): void;
    /** The days left now, and from the next UTC day on, which begins at `nextDayMs`. */
    setQuota(group: string, left: number, leftNextDay: number, nextDayMs: number): void;
  };
};
