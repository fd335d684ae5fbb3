export { milliseconds } from '../config/durations.ts';
