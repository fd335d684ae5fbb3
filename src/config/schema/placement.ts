import * as z from 'zod';
import { labelName, labelValue } from './labels.ts';

const toleration = z.strictObject({
  key: labelName.describe('Key of the taint'),
  value: labelValue.optional().describe('Value of the taint (default: any)'),
  effect: z
    .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
    .optional()
    .describe('Effect of the taint (default: any)'),
  tolerationSeconds: z
    .int()
    .min(0)
    .max(31_536_000)
    .optional()
    .describe(
      'Seconds that a pod stays on a node which gets the taint, with NoExecute (default: forever)',
    ),
});

/** The name of a PriorityClass (an RFC 1123 subdomain). */
const className = z
  .string()
  .max(253, 'use at most 253 characters')
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    'use the name of a PriorityClass: lower-case letters, digits, dashes and dots',
  )
  .refine(
    (name) => !name.startsWith('system-'),
    'Kubernetes keeps classes that begin with system- for its own pods: use one of yours',
  );

/** Which nodes the pods of a component run on, and before whose pods. */
export const placement = {
  nodeSelector: z
    .record(labelName, labelValue)
    .default({})
    .describe('Labels of the nodes that its pods run on'),
  tolerations: z.array(toleration).default([]).describe('Taints of nodes that its pods tolerate'),
  priorityClass: className
    .optional()
    .describe('PriorityClass of its pods, which the cluster has already'),
};
