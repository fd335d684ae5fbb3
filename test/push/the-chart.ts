import { pushedPlan } from './a-cluster.ts';

export const chart = pushedPlan('helm');
