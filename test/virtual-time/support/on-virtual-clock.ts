import type { BulkExportApi } from '../../../src/bulk-export/port';

/**
 * An API that has the virtual clock read before each call, so that the simulator behind it answers at the right instant. No list
 * serves twice: the client tells a list's age in real time, of which a second may hold a virtual week.
 */
export function onVirtualClock(api: BulkExportApi, readClock: () => Promise<unknown>): BulkExportApi {
  const timed =
    <Given extends unknown[], Result>(call: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      await readClock();
      return call(...given);
    };
  return {
    ...api,
    createJob: timed(api.createJob),
    listJobs: timed((resourceType, options) => api.listJobs(resourceType, { ...options, maxAgeMs: 0 })),
    fetchJob: timed(api.fetchJob),
    deleteJob: timed(api.deleteJob),
    listDays: timed((resourceType, options) => api.listDays(resourceType, { ...options, maxAgeMs: 0 })),
    linkDay: timed(api.linkDay),
    openFile: timed(api.openFile),
  };
}
