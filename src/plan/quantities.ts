export { allocatableOf, loadText, plus, times, type Load } from '../config/capacity.ts';
export { bytesOf, millicores } from '../config/durations.ts';
