import { accepted } from '../config/arbitrary.ts';
import { sampleOf } from '../sample.ts';
import { chartPlan } from '../laws/helm.ts';

export const plans = sampleOf(accepted(50, 1).configs, 25).map(({ config }) => chartPlan(config));
