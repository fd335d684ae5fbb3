import type { ResourcesPlan } from './resources.ts';

/** What a component gets where the config says nothing. */
export const componentDefaults: ResourcesPlan = {
  requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '512Mi' },
};
