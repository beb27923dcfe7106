export { exportDayRange } from './export/export-day-range';
export { dayQuota } from './day-quota';
export { checkWorker } from './check-worker';
export { previewExport } from './preview-export';
