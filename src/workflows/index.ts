export { exportDayRange } from './export-day-range';
export { dayQuota } from './day-quota';
