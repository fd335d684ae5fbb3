import { allFiles } from '../../src/files/index.ts';
import { plainOf, render } from '../../src/render/render.ts';
import { paths } from '../../src/plan/paths.ts';
import type { ComponentPlan, Plan, SecretPlan } from '../../src/plan/plan.ts';
import { at, inside, listAt, modelOf, nameOf, ofKind, textAt } from './model.ts';
import { unmet } from './repository-trees.ts';
import { applicationsLead, deploymentsLead } from './delivery-invariants.ts';

/** A whole repository: its files as readers meet them. */
export interface Repository {
  readonly plan: Plan;
  readonly texts: Map<string, string>;
  /** YAML and JSON files as plain data; the first document. */
  readonly data: Map<string, unknown>;
}

export function repositoryOf(plan: Plan): Repository {
  const files = allFiles(plan);
  const data = files.flatMap(({ path, content }): [string, unknown][] => {
    const value =
      content.kind === 'yaml'
        ? content.documents[0]
        : content.kind === 'json'
          ? content.value
          : undefined;
    return value === undefined ? [] : [[path, plainOf(value)]];
  });
  return {
    plan,
    texts: new Map(files.map((file) => [file.path, render(file)])),
    data: new Map(data),
  };
}

/** What must hold between files of different kinds (the letter and number name the rule); one line per breach. */
export type RepositoryInvariant = (repository: Repository) => readonly string[];

/** P05, P02, W08: port, user and probe of an image are those of its pods. */
const imagesFitPods: RepositoryInvariant = ({ plan, texts }) =>
  plan.environments.flatMap((environment) => {
    const model = modelOf(plan, environment);
    return nodeComponents(plan)
      .filter(({ name }) => environment.workloads.some(({ component }) => component.name === name))
      .flatMap(({ objectName, image }) => {
        const dockerfile = texts.get(image.dockerfile) ?? '';
        const pod = at(
          ofKind(model, 'Deployment').find((owner) => nameOf(owner) === objectName),
          'spec',
          'template',
          'spec',
        );
        const [container] = listAt(pod, 'containers');
        const [user, port, live] = [
          textAt(pod, 'securityContext', 'runAsUser'),
          textAt(listAt(container, 'ports')[0], 'containerPort'),
          textAt(container, 'livenessProbe', 'httpGet', 'path'),
        ];
        return unmet(`${environment.name}: ${image.dockerfile}`, [
          [
            `runs as ${user} (W08)`,
            new RegExp(`^USER ${user}:${textAt(pod, 'securityContext', 'runAsGroup')}$`, 'm').test(
              dockerfile,
            ),
          ],
          [
            `exposes ${port} (P05)`,
            new RegExp(`^EXPOSE ${port}$`, 'm').test(dockerfile) &&
              new RegExp(`^    PORT=${port}$`, 'm').test(dockerfile),
          ],
          [`asks ${live} (P05)`, dockerfile.includes(`process.env.PORT + '${live}')`)],
        ]);
      });
  });

/**
 * C08: what workflows and Dockerfiles call is in the package.json
 * beside it, and all of them mean the same Node and package manager.
 */
const scriptsExist: RepositoryInvariant = ({ plan, texts, data }) =>
  nodeComponents(plan)
    .filter(({ runtime }) => runtime.kind === 'node' && runtime.starter)
    .flatMap(({ name, image, runtime }) => {
      if (runtime.kind !== 'node') return [];
      const folder = image.context === '.' ? '' : `${image.context}/`;
      const manifest = data.get(`${folder}package.json`);
      const steps = listAt(data.get(paths.workflow('checks')), 'jobs', name, 'steps');
      const commands = [
        ...steps.map(({ run }) => String(run ?? '')),
        texts.get(image.dockerfile) ?? '',
      ].join('\n');
      const called = [...commands.matchAll(/\b(p?npm) run ([\w:-]+)/g)].map(
        ([, manager, script]) => ({ manager, script: String(script) }),
      );
      return unmet(name, [
        ['something is called', called.length > 4],
        ...called.map(
          ({ script }) =>
            [
              `package.json has ${script} (C08)`,
              at(manifest, 'scripts', script) !== undefined,
            ] as const,
        ),
        [
          'one package manager (C08)',
          called.every(({ manager }) => manager === runtime.packageManager),
        ],
        [
          'one Node (C08)',
          steps
            .filter((step) => at(step, 'with', 'node-version') !== undefined)
            .every((step) => at(step, 'with', 'node-version') === String(runtime.nodeMajor)) &&
            // The repository can be worked in with every Node that this tool runs on.
            at(manifest, 'engines', 'node') === '>=20.19',
        ],
      ]);
    });

/**
 * N01, S01: templates of secrets and the script that seals them are for the
 * namespace of their environment, and the plain copies are ignored.
 */
const sealingFits: RepositoryInvariant = ({ plan, texts, data }) =>
  plan.environments.flatMap(({ name, namespace, secrets }) =>
    unmet(name, [
      ...(plan.secrets.kind === 'manual'
        ? secretsByHand(texts.get(paths.createSecretsScript) ?? '', namespace, secrets)
        : [
            [
              'its script seals for its namespace (N01)',
              (texts.get(paths.sealScript) ?? '').includes(
                `\n    ${name})\n      namespace='${namespace}'\n`,
              ),
            ] as const,
          ]),
      ...(plan.secrets.kind === 'manual' ? [] : secrets).map(
        (secret) =>
          [
            `the template of ${secret.name} is for its namespace (N01)`,
            at(data.get(paths.secretTemplate(name, secret.name)), 'metadata', 'namespace') ===
              namespace,
          ] as const,
      ),
      [
        'plain secrets are ignored (S01)',
        /^\*\.secret\.yaml$/m.test(texts.get('.gitignore') ?? ''),
      ],
    ]),
  );

/** The script that makes secrets knows the namespace, every secret and every key. */
const secretsByHand = (script: string, namespace: string, secrets: readonly SecretPlan[]) => [
  [
    'its script makes secrets in its namespace (N01)',
    script.includes(`\n  in_namespace ${namespace}\n`),
  ] as const,
  ...secrets.map(
    ({ name, type, keys }) =>
      [
        `its script makes ${name} whole (R01, R02)`,
        script.includes(`\n  begin ${name} ${type}\n`) &&
          (type === 'kubernetes.io/dockerconfigjson' ||
            keys.every(({ key }) =>
              new RegExp(`\n  (ask|random|fixed|url_with) ${key}( |\n)`).test(script),
            )),
      ] as const,
  ),
];

/** C01, C03, C05: actions by commit, releases never cancelled, nothing allowed by default. */
const workflowsAreCareful: RepositoryInvariant = ({ data }) =>
  [...data]
    .filter(([path]) => path.startsWith('.github/workflows/'))
    .flatMap(([path, workflow]) =>
      unmet(path, [
        ['allows nothing by default (C05)', JSON.stringify(at(workflow, 'permissions')) === '{}'],
        [
          'pins its actions (C01)',
          [...inside(at(workflow, 'jobs'))].every(
            ([, part]) =>
              part['uses'] === undefined ||
              /^(\.\/|[^@]+@[0-9a-f]{40}$)/.test(String(part['uses'])),
          ),
        ],
        [
          'keeps every release run (C03)',
          !path.includes('/deploy-') ||
            (at(workflow, 'concurrency', 'cancel-in-progress') === false &&
              at(workflow, 'concurrency', 'queue') === 'max'),
        ],
      ]),
    );

const nodeComponents = ({ components }: Plan): readonly ComponentPlan[] =>
  components.filter(({ runtime }) => runtime.kind === 'node');

/** Every invariant, by name. */
export const repositoryInvariants = {
  applicationsLead,
  deploymentsLead,
  imagesFitPods,
  scriptsExist,
  sealingFits,
  workflowsAreCareful,
} as const satisfies Record<string, RepositoryInvariant>;
