import { fileURLToPath } from 'node:url';
import type { Finding } from './finding.ts';
import { tool } from './install.ts';
import { inParallel } from './parallel.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/**
 * Rendered overlays, kustomization files and Argo CD objects hold
 * only fields that the schemas know; no schema is an error too.
 */
export const kubeconform: Judge = async ({ root, files, overlays }) => {
  const sources = files.filter(
    (path) => /(^|\/)kustomization\.yaml$/.test(path) || /^argocd\/.*\.ya?ml$/.test(path),
  );
  const inputs = [
    ...overlays.map(({ folder, manifests }) => ({ file: folder, args: ['-'], input: manifests })),
    ...sources.map((file) => ({ file, args: [file], input: '' })),
  ];
  return (
    await inParallel(2, inputs, async ({ file, args, input }) => {
      const { stdout, stderr } = await run([...tool('kubeconform'), ...flags, ...args], {
        cwd: root,
        input,
      });
      return findingsOf(file, stdout, stderr);
    })
  ).flat();
};

const schemas = fileURLToPath(new URL('../schemas', import.meta.url));

const flags = [
  '-strict',
  '-output',
  'json',
  '-verbose',
  '-schema-location',
  `${schemas}/core/{{.ResourceKind}}{{.KindSuffix}}.json`,
  '-schema-location',
  `${schemas}/crds/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`,
];

interface Report {
  readonly resources?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status: string;
    readonly msg: string;
  }[];
}

function findingsOf(file: string, stdout: string, stderr: string): Finding[] {
  if (stderr !== '') return [{ judge: 'kubeconform', file, message: stderr }];
  const { resources = [] } = JSON.parse(stdout) as Report;
  if (resources.length === 0) return [{ judge: 'kubeconform', file, message: 'holds no object' }];
  return resources
    .filter(({ status }) => status !== 'statusValid')
    .map(({ kind, name, status, msg }) => ({
      judge: 'kubeconform',
      file,
      message: `${kind} ${name}: ${msg || status}`,
    }));
}
