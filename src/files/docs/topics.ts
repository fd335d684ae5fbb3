import type { Plan } from '../../plan/plan.ts';
import { removeAStore } from './remove-a-store.ts';
import { storePagesOf } from './store-pages.ts';

/** A runbook: when somebody needs it, and what it does. */
export interface Topic {
  readonly topic: string;
  readonly when: string;
  readonly summary: string;
}

/** The runbooks that this plan has a use for. */
export function topicsOf(plan: Plan): readonly Topic[] {
  const { environments } = plan;
  const isPromoted = environments.some(({ deploy }) => deploy.kind === 'on-promotion');
  const isWatched = environments.some(({ monitoring }) => !monitoring.isOff);
  return [
    {
      topic: 'incident',
      when: 'Something is broken and you do not know why',
      summary: 'Incident',
    },
    { topic: 'rollback', when: 'The last release is bad', summary: 'Roll back' },
    isPromoted ? releases : { topic: 'deploy', when: 'A change is ready', summary: 'Deploy' },
    {
      topic: 'secret-rotation',
      when: 'A password or key must change, or has leaked',
      summary: 'Rotate a secret',
    },
    ...(isWatched ? watching : []),
    ...storePagesOf(plan).map(({ topic, when, summary }) => ({ topic, when, summary })),
    ...(removeAStore.isNeeded(plan) ? [removeAStore] : []),
  ];
}

const releases: Topic = {
  topic: 'deploy',
  when: 'A change is ready, should be promoted, or cannot wait for that',
  summary: 'Deploy, promote, hotfix',
};

const watching: readonly Topic[] = [
  {
    topic: 'monitoring',
    when: 'An alert fired, or you want to see how it runs',
    summary: 'Monitoring',
  },
];
