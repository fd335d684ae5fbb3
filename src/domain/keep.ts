import { argocdPrefix } from './labels.ts';

/** Annotations of an object that must stay in the cluster when it leaves git. */
export type KeepAnnotations = Readonly<Record<string, string>>;

/** The words of who deletes what left git. */
export const keepWords = {
  // Without the second the Application would be OutOfSync as long as the object is there and not in git
  // (its doc: "Compare Options").
  argocd: {
    [`${argocdPrefix}sync-options`]: 'Prune=false,Delete=false',
    [`${argocdPrefix}compare-options`]: 'IgnoreExtraneous',
  },
  // https://helm.sh/docs/howto/charts_tips_and_tricks/
  helm: { 'helm.sh/resource-policy': 'keep' },
} as const satisfies Readonly<Record<string, KeepAnnotations>>;

/** Whether the annotations of an object say that it stays, to anybody; it may have other options too. */
export const isKept = (annotations: Readonly<Record<string, unknown>>): boolean =>
  Object.values<KeepAnnotations>(keepWords).some((words) =>
    Object.entries(words).every(([key, wanted]) => {
      const options = String(annotations[key] ?? '').split(',');
      return wanted.split(',').every((option) => options.includes(option));
    }),
  );
