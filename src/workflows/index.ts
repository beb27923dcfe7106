export { exportDayRange } from './export-day-range';
