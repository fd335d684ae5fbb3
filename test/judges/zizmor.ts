import { tool } from './install.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/** Workflows, actions and Dependabot settings are safe by the pedantic measure. */
export const zizmor: Judge = async ({ root, files }) => {
  if (
    !files.some((path) => /^\.github\/(workflows\/|dependabot\.)|(^|\/)action\.ya?ml$/.test(path))
  )
    return [];
  const { stdout, stderr } = await run([...tool('zizmor'), ...flags, '.'], { cwd: root });
  if (!stdout.startsWith('['))
    return [{ judge: 'zizmor', file: '.github', message: `${stdout}${stderr}` }];
  return (JSON.parse(stdout) as readonly Audit[])
    .filter(({ ignored }) => !ignored)
    .map(({ ident, desc, determinations, locations }) => {
      const place = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0];
      const file = place?.symbolic.key.Local?.verbatim_path.replace(/^\.\//, '') ?? '.github';
      const line = (place?.concrete.location.start_point.row ?? 0) + 1;
      return {
        judge: 'zizmor',
        file,
        line,
        message: `${ident} (${determinations.severity}): ${desc}`,
      };
    });
};

const flags = [
  '--offline',
  '--persona=pedantic',
  '--format=json',
  '--collect=all',
  '--strict-collection',
  '--no-exit-codes',
  '--no-progress',
  '--quiet',
];

interface Audit {
  readonly ident: string;
  readonly desc: string;
  readonly ignored: boolean;
  readonly determinations: { readonly severity: string };
  readonly locations: readonly {
    readonly symbolic: {
      readonly kind: string;
      readonly key: { readonly Local?: { readonly verbatim_path: string } };
    };
    readonly concrete: { readonly location: { readonly start_point: { readonly row: number } } };
  }[];
}
