export { exportDayRange } from './export/export-day-range';
export { dayQuota } from './day-quota';
export { notifier } from './notifier';
export { checkNotifications, checkWorker, deleteJob, listDays, listJobs, previewExport, readJob } from './once';
