import { command } from '../command.ts';

/** Prints a page of the documentation that is in this package. */
export const docs = command({
  name: 'docs',
  group: 'Reference',
  summary: 'Print a page of the documentation; without a topic, list the topics',
  words: '[topic]',
  flags: {},
  examples: [
    'gitops-service docs',
    'gitops-service docs config',
    'gitops-service docs add-a-store',
  ],
  run: async ({ words: [topic], interactive }) => {
    const { listTopics, showPage } = await import('../docs.ts');
    return topic === undefined ? listTopics() : showPage(topic, { paged: interactive });
  },
});
