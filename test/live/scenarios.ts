import type { Scenario } from './scenario.ts';
import { accepts } from './scenarios/api-server-accepts.ts';
import { stores } from './scenarios/api-server-stores.ts';
import { argoCdConsequences } from './scenarios/argo-cd-consequences.ts';
import { atRest } from './scenarios/argo-cd-at-rest.ts';
import { autoscaling } from './scenarios/argo-cd-autoscaling.ts';
import {
  configChangesWithHelm,
  configChangesWithKustomize,
} from './scenarios/argo-cd-config-changes.ts';
import { consequences } from './scenarios/consequences.ts';
import { firstSync } from './scenarios/argo-cd-first-sync.ts';
import { keptData } from './scenarios/argo-cd-kept-data.ts';
import { releases } from './scenarios/argo-cd-releases.ts';
import { rootApp } from './scenarios/argo-cd-root-app.ts';
import { operatorsRefuse } from './scenarios/operators-refuse.ts';
import { operatorsWork } from './scenarios/operators-work.ts';
import { pushConsequences } from './scenarios/push-consequences.ts';
import { pushDeployments } from './scenarios/push-deployments.ts';
import { pushRecovery } from './scenarios/push-recovery.ts';

/**
 * Every scenario of the tier, the longest first, so that two cores are busy to the end. Each new example, secret
 * back-end, store and delivery brings its own.
 */
export const scenarios: readonly Scenario[] = [
  configChangesWithKustomize,
  configChangesWithHelm,
  firstSync,
  pushDeployments,
  argoCdConsequences,
  pushConsequences,
  releases,
  accepts,
  stores,
  consequences,
  autoscaling,
  atRest,
  rootApp,
  keptData,
  operatorsRefuse,
  operatorsWork,
  pushRecovery,
];
