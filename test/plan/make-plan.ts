import type { Config } from '../../src/config/config.ts';
import { makePlan as makePlanBy } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { version } from '../../src/version.ts';

/** The plan of a config, as this checkout makes it. */
export const makePlan = (config: Config, upkeep: Plan['upkeep'] = 'generated'): Plan =>
  makePlanBy(config, { toolVersion: version(), upkeep });
