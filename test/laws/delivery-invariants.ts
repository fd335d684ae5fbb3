import { normalize } from 'node:path/posix';
import { deployWorkflow, paths } from '../../src/plan/paths.ts';
import type { EnvironmentPlan } from '../../src/plan/plan.ts';
import { imagesOf } from '../../src/release/index.ts';
import { at, listAt, modelOf, textAt } from './model.ts';
import type { RepositoryInvariant, Repository } from './repository.ts';
import { unmet } from './repository-trees.ts';

/**
 * A01, A03, A04, A05, I05, N01: Applications lead to the manifests, branch
 * and namespace of their environment, and the project allows it.
 */
export const applicationsLead: RepositoryInvariant = ({ plan, data, texts }) =>
  plan.delivery.kind === 'push'
    ? []
    : plan.environments.flatMap((environment) => {
        const [project, application] = [
          data.get(paths.appProject),
          data.get(paths.application(environment.name)),
        ];
        const sources = sourcesOf(application);
        const allowed = listAt(project, 'spec', 'namespaceResourceWhitelist').map(
          ({ group, kind }) => `${String(group)}/${String(kind)}`,
        );
        const images = imagesOf(texts.get(environment.releaseFile) ?? '').map(
          ({ repository }) => repository,
        );
        const objects = modelOf(plan, environment).objects;
        return unmet(environment.name, [
          ...(plan.packaging.kind === 'helm'
            ? sources.slice(0, -1).flatMap((source) => chartDemands(source, texts))
            : overlayDemands(sources[0], data, environment)),
          [
            'its Application goes to its namespace (N01)',
            at(application, 'spec', 'destination', 'namespace') === environment.namespace &&
              at(application, 'spec', 'destination', 'server') === environment.cluster,
          ],
          [
            'its Application follows its branch (A04)',
            sources.every((source) => at(source, 'targetRevision') === environment.branch),
          ],
          [
            'the API server says what differs',
            at(application, 'metadata', 'annotations', 'argocd.argoproj.io/compare-options') ===
              'ServerSideDiff=true',
          ],
          [
            'its workflow starts on its branch (A04, C02)',
            startsRight(data.get(paths.workflow(deployWorkflow(environment.name))), environment),
          ],
          [
            'its project is there (A05)',
            at(application, 'spec', 'project') === at(project, 'metadata', 'name'),
          ],
          [
            'the project allows its repository (A03, A05)',
            sources.every((source) =>
              includes(at(project, 'spec', 'sourceRepos'), at(source, 'repoURL')),
            ),
          ],
          [
            'the project allows its destination (A05)',
            listAt(project, 'spec', 'destinations').some(
              (known) =>
                JSON.stringify(known) === JSON.stringify(at(application, 'spec', 'destination')),
            ),
          ],
          ...[
            ...new Set(
              objects.map(
                ({ apiVersion, kind }) =>
                  `${String(apiVersion).includes('/') ? String(apiVersion).split('/')[0] : ''}/${String(kind)}`,
              ),
            ),
          ].map((kind) => [`the project allows ${kind} (A05)`, allowed.includes(kind)] as const),
          ...environment.workloads.map(
            ({ component }) =>
              [
                `its release sets ${component.image.repository} (I05)`,
                images.includes(component.image.repository),
              ] as const,
          ),
        ]);
      });

/**
 * A04, C02, I05, N01: the script deploys to the namespace of each environment,
 * its workflow starts when it should, and nothing is left for Argo CD.
 */
export const deploymentsLead: RepositoryInvariant = ({ plan, data, texts }) =>
  plan.delivery.kind === 'argocd'
    ? []
    : plan.environments.flatMap((environment, index) => {
        const [script, workflow] = [
          texts.get(paths.deployScript) ?? '',
          data.get(paths.workflow(deployWorkflow(environment.name))),
        ];
        const settings = script.slice(
          script.indexOf(`\n  ${environment.name})\n`),
          script.indexOf('\n    ;;', script.indexOf(`\n  ${environment.name})\n`)),
        );
        const images = imagesOf(texts.get(environment.releaseFile) ?? '').map(
          ({ repository }) => repository,
        );
        const builds = data.get(paths.workflow('build'));
        return unmet(environment.name, [
          [
            'its script deploys to its namespace (N01)',
            settings.includes(`namespace=${environment.namespace} `),
          ],
          [
            'its script reads its release',
            settings.includes(`release_file=${environment.releaseFile}\n`),
          ],
          [
            'its script waits for every workload',
            environment.workloads.every(({ component }) =>
              settings.includes(`deployment/${component.objectName}`),
            ),
          ],
          [
            'its script replaces its variables',
            environment.variables.length === 0 ||
              settings.includes(`\n    variables="${environment.variables.join('\n')}"`),
          ],
          [
            'its workflow starts when it should (A04, C02)',
            index === 0
              ? JSON.stringify(at(workflow, 'on', 'workflow_run')) ===
                JSON.stringify({
                  workflows: [at(builds, 'name')],
                  types: ['completed'],
                  branches: at(builds, 'on', 'push', 'branches'),
                })
              : startsRight(workflow, environment),
          ],
          [
            'its workflow hands on its variables',
            environment.variables.every((variable) =>
              JSON.stringify(at(workflow, 'jobs')).includes(`vars.${variable}`),
            ),
          ],
          [
            'there is nothing for Argo CD',
            [...texts.keys()].every((path) => !path.startsWith('argocd/')),
          ],
          ...environment.workloads.map(
            ({ component }) =>
              [
                `its release sets ${component.image.repository} (I05)`,
                images.includes(component.image.repository),
              ] as const,
          ),
        ]);
      });

/** A push to the branch starts the workflow, or a release. */
const startsRight = (workflow: unknown, { branch, trigger }: EnvironmentPlan): boolean =>
  trigger === 'release'
    ? JSON.stringify(at(workflow, 'on', 'release')) === '{"types":["released"]}'
    : JSON.stringify(at(workflow, 'on', 'push', 'branches')) === JSON.stringify([branch]);

type Demand = readonly [string, boolean];

/** Where an Application gets its manifests: from one place, or, with a chart, also from its secrets. */
function sourcesOf(application: unknown): readonly unknown[] {
  const several = listAt(application, 'spec', 'sources');
  return several.length > 0 ? several : [at(application, 'spec', 'source')];
}

const overlayDemands = (
  source: unknown,
  data: Repository['data'],
  { namespace }: EnvironmentPlan,
): readonly Demand[] => [
  [
    'its overlay has its namespace (N01)',
    at(data.get(`${textAt(source, 'path')}/kustomization.yaml`), 'namespace') === namespace,
  ],
];

const chartDemands = (source: unknown, texts: Repository['texts']): readonly Demand[] => {
  const valueFiles = at(source, 'helm', 'valueFiles');
  return [
    'Chart.yaml',
    'values.yaml',
    ...(Array.isArray(valueFiles) ? valueFiles.map(String) : ['its value files']),
  ].map((file) => [
    `its chart has ${file} (A03)`,
    texts.has(normalize(`${textAt(source, 'path')}/${file}`)),
  ]);
};

const includes = (list: unknown, item: unknown): boolean =>
  Array.isArray(list) && list.includes(item);
