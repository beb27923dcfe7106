export { exportDayRange } from './export/export-day-range';
export { dayQuota } from './day-quota';
export { notifier } from './notifier';
export { checkNotifications, checkWorker } from './check-worker';
export { deleteJob, listDays, listJobs, readJob } from './at-twilio';
export { previewExport } from './preview-export';
