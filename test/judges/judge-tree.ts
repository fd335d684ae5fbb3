import { actionlint } from './actionlint.ts';
import { checkov } from './checkov.ts';
import type { Finding } from './finding.ts';
import { gitleaks } from './gitleaks.ts';
import { hadolint } from './hadolint.ts';
import { kubeScore } from './kube-score.ts';
import { kubeconform } from './kubeconform.ts';
import { kustomize } from './kustomize.ts';
import { helm } from './helm.ts';
import { inParallel } from './parallel.ts';
import { shellcheck } from './shellcheck.ts';
import { shfmt } from './shfmt.ts';
import { suppressionReasons } from './suppressions.ts';
import { withTree } from './tree.ts';
import type { Judge } from './tree.ts';
import { yaml11 } from './yaml11.ts';
import { yamllint } from './yamllint.ts';
import { zizmor } from './zizmor.ts';

/** Who judges a generated repository; the slowest first, so that the others run beside it. */
export const judges = {
  checkov,
  kustomize,
  helm,
  kubeconform,
  'kube-score': kubeScore,
  actionlint,
  zizmor,
  shellcheck,
  shfmt,
  hadolint,
  yamllint,
  gitleaks,
  yaml11,
  suppressions: suppressionReasons,
} as const satisfies Record<string, Judge>;

/** The name of a judge, as findings carry it. */
export type JudgeName = keyof typeof judges;

/** Everything that any judge, or only the ones named, dislikes about the repository in this folder. */
export async function judgeTree(
  folder: string,
  names = Object.keys(judges) as readonly JudgeName[],
): Promise<Finding[]> {
  return withTree(folder, async (tree) =>
    (await inParallel(2, names, (name) => judges[name](tree))).flat(),
  );
}
