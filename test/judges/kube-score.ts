import type { Finding } from './finding.ts';
import { tool } from './install.ts';
import { inParallel } from './parallel.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/** No critical and no warning in any rendered overlay, with every optional check that does not forbid bursting. */
export const kubeScore: Judge = async ({ overlays }) =>
  (
    await inParallel(2, overlays, async ({ folder, manifests }) => {
      const { stdout, stderr } = await run([...tool('kube-score'), 'score', ...flags, '-'], {
        input: manifests,
      });
      return findingsOf(folder, stdout, stderr);
    })
  ).flat();

// The other optional checks want requests equal to limits, which leaves no room above the usual load.
const optional = ['container-seccomp-profile', 'container-ports-check'];

const flags = [
  '--output-format',
  'json',
  '--kubernetes-version',
  'v1.36',
  ...optional.flatMap((check) => ['--enable-optional-test', check]),
];

interface Scored {
  readonly object_name: string;
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

const allOk = 10;

function findingsOf(file: string, stdout: string, stderr: string): Finding[] {
  // Where there is nothing to score, it prints no empty list.
  if (stdout.trim() === 'null') return [];
  if (!stdout.startsWith('['))
    return [{ judge: 'kube-score', file, message: `${stdout}${stderr}` || 'printed nothing' }];
  return (JSON.parse(stdout) as readonly Scored[]).flatMap(({ object_name, checks }) =>
    checks
      .filter(({ skipped, grade }) => !skipped && grade < allOk)
      .map(({ check, comments }) => {
        const remarks = (comments ?? [])
          .map(({ path, summary }) => `${path} ${summary}`.trim())
          .join('; ');
        return { judge: 'kube-score', file, message: `${check.id} ${object_name}: ${remarks}` };
      }),
  );
}
