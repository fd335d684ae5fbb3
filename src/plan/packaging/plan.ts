import type { Decision } from '../decision.ts';

/** What renders the manifests. */
export type PackagingPlan = KustomizePlan | HelmPlan;

/** What everybody may ask, whatever renders. */
interface PackagingFacts {
  /** Why one would choose it. */
  readonly decision: Decision;
  /** What whoever pushes goes by: what one has made another does not take over. */
  readonly identity: string;
  /** Whether each component is deployed as a Helm release of its own. */
  readonly hasReleases: boolean;
  /** Whether its manifests list what git holds of secrets; otherwise that is applied beside them. */
  readonly listsSecrets: boolean;
  /** Whether a release file lists images, beside which people may list others; otherwise it has sections. */
  readonly listsImages: boolean;
  /** Annotations of an object that must outlive its manifest, for whoever applies what it renders. */
  readonly keep: Readonly<Record<string, string>>;
  readonly words: PackagingWords;
}

/** How documents speak of the manifests. */
export interface PackagingWords {
  /** The folder of everything, as people name it. */
  readonly folder: string;
  /** How a person looks at what a change does. */
  readonly render: string;
  /** How the deployment is changed where nobody generates it. */
  readonly standalone: {
    readonly change: string;
    readonly grow: string;
    readonly limits: string;
    readonly overview: string;
  };
}

/** A base, and an overlay for each environment. */
export interface KustomizePlan extends PackagingFacts {
  readonly kind: 'kustomize';
}

/** Charts, and values for each environment. */
export interface HelmPlan extends PackagingFacts {
  readonly kind: 'helm';
  readonly layout: ChartLayout;
  /** The folder of the chart, or of all of them: a release file stands there. */
  readonly folder: string;
  /** From a chart to that folder. */
  readonly upToFolder: '' | '../';
}

/** One chart for everything, or one for each component and one for what they share. */
export type ChartLayout = 'umbrella' | 'per-component';
