import { skipSync } from '../faults/intercept.ts';

// What a test writes need not outlive a power cut.
skipSync();
