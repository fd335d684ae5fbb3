import type { Plan } from '../../../plan/plan.ts';
import { secretFoldersBeside } from '../../../plan/secrets/index.ts';
import { text } from '../../../render/text.ts';
import { chartsFor, valueFilesOf } from '../../helm/charts.ts';
import type { PackagingScript } from '../contract.ts';

/** How the script that deploys installs charts. */
export const helmScript = (plan: Plan): PackagingScript => ({
  programs: 'helm kubectl curl',
  functions: ({ fieldManager, historyMax }) =>
    text('scripts/deploy/helm.sh', {
      historyMax: String(historyMax),
      fieldManager,
      secrets: secretFoldersBeside(plan, '${environment}').flatMap((folder) => [
        'local sealed',
        `sealed="$(kubectl kustomize "${folder}")"`,
        '[[ -z ${sealed} ]] || kubectl apply --context="${context}" --server-side ' +
          `--field-manager=${fieldManager} --namespace="\${namespace}" --filename=- >&2 ` +
          `<<<"\${sealed}" || fail 1 'the cluster refused the ${plan.secrets.objects}; ` +
          'nothing else was changed\' "See the kubectl error above. Then: ${again}"',
      ]),
    }),
  defaults: "charts='' ",
  settings: () => '',
  charts: (environment) =>
    chartsFor(plan, environment).map((chart) =>
      [chart.path, chart.releaseName(environment), ...valueFilesOf(chart, environment)].join(' '),
    ),
});
