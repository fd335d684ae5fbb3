import type { Scenario } from './scenario.ts';
import { firstSync } from './scenarios/argo-cd-first-sync.ts';
import { operatorsRefuse } from './scenarios/operators-refuse.ts';

/** Every scenario of the tier. Each new example, secret back-end, store and delivery brings its own. */
export const scenarios: readonly Scenario[] = [firstSync, operatorsRefuse];
