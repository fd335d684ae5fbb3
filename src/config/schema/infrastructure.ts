import * as z from 'zod';
import { bytes, dnsLabel, shortName } from '../../domain/values.ts';

const money = z.number().min(0).max(1_000_000);

/** What the cluster itself is made of: a one-time bootstrap. */
export const infrastructure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('doctl'),
    cluster: shortName.optional().describe('Name of the cluster (default: the system)'),
    region: z
      .string()
      .max(4)
      .regex(/^[a-z]{3}[1-9]$/, 'use a DigitalOcean region such as nyc1')
      .default('nyc1')
      .describe('DigitalOcean region'),
    nodes: z
      .strictObject({
        size: z
          .string()
          .max(40)
          .regex(
            /^([a-z0-9]+(_[0-9]+)?-[1-9][0-9]{0,2}vcpu-[1-9][0-9]{0,3}gb(-[a-z0-9]{1,10})*|c-[1-9][0-9]{0,2})$/,
            'use a droplet size such as s-2vcpu-4gb',
          )
          .default('s-2vcpu-4gb')
          .describe('Droplet size of each node'),
        min: z.int().min(1).max(100).default(3).describe('Minimum and initial number of nodes'),
        max: z.int().min(1).max(100).default(5).describe('Maximum number of nodes'),
      })
      .prefault({})
      .describe('The node pool'),
    email: z
      .string()
      .max(120)
      .regex(
        /^[a-z0-9]([a-z0-9._+-]*[a-z0-9])?@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,20}$/,
        'use an e-mail address, lower case',
      )
      .optional()
      .describe('E-mail address for Let’s Encrypt; required for TLS'),
    metrics: z
      .strictObject({
        retention: z
          .string()
          .regex(/^[1-9][0-9]{0,3}d$/, 'use days such as 30d')
          .default('30d')
          .describe('How long Prometheus keeps samples'),
        storage: bytes.default('20Gi').describe('Prometheus volume'),
        alertStorage: bytes.default('5Gi').describe('Alertmanager volume'),
      })
      .prefault({})
      .describe('kube-prometheus-stack'),
    logs: z
      .strictObject({
        storage: bytes.default('20Gi').describe('Loki volume'),
        retention: z
          .string()
          .regex(/^[1-9][0-9]{0,3}d$/, 'use days such as 30d')
          .default('30d')
          .describe('How long Loki stores logs'),
      })
      .prefault({})
      .describe('Loki'),
    sleep: z
      .strictObject({
        environments: z
          .array(dnsLabel)
          .min(1)
          .optional()
          .describe('Environments that sleep; never production (default: all others)'),
        from: z
          .string()
          .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'use a time such as 20:00')
          .default('20:00')
          .describe('When they go to sleep, Monday to Friday (UTC)'),
        to: z
          .string()
          .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'use a time such as 06:00')
          .default('06:00')
          .describe('When they wake up, Monday to Friday (UTC)'),
      })
      .optional()
      .describe('Scale environments to zero at night and over weekends'),
    prices: z
      .strictObject({
        node: money.default(24).describe('A node'),
        loadBalancer: money.default(12).describe('The load balancer'),
        volumePerGiB: money.default(0.1).describe('One GiB of block storage'),
        credit: money.default(0).describe('Credit to use up first'),
      })
      .prefault({})
      .describe('US dollars per month, for the cost table'),
  }),
]);
