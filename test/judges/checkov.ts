import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { tool } from './install.ts';
import { dockerfiles, workflows } from './kinds.ts';
import { run } from './process.ts';
import { inTemporaryFolder } from './tree.ts';
import type { Judge } from './tree.ts';

/** No failed check in rendered overlays, Dockerfiles and workflows; the base alone is nothing that anybody applies. */
export const checkov: Judge = (tree) =>
  inTemporaryFolder(async (folder) => {
    const sources = [...dockerfiles(tree), ...workflows(tree)];
    for (const path of sources)
      cpSync(join(tree.root, path), join(folder, path), { recursive: true });
    for (const { folder: overlay, manifests } of tree.overlays) {
      // checkov passes over a whole file when it stumbles over one document, so each object gets its own.
      for (const [index, object] of manifests.split(/^---$/m).entries())
        writeFileSync(join(folder, `${overlay.replaceAll('/', '-')}-${index}.yaml`), object);
    }
    const { stdout, stderr } = await run([...tool('checkov'), ...flags, '--directory', folder], {
      cwd: folder,
      env: { LOG_LEVEL: 'ERROR', CKV_IGNORE_HIDDEN_DIRECTORIES: 'False' },
    });
    const reports = reportsOf(stdout);
    if (reports === undefined)
      return [{ judge: 'checkov', file: '.', message: `${stdout}${stderr}` || 'printed nothing' }];
    const wanted = [
      ...(tree.overlays.length > 0 ? ['kubernetes'] : []),
      ...(dockerfiles(tree).length > 0 ? ['dockerfile'] : []),
      ...(workflows(tree).length > 0 ? ['github_actions'] : []),
    ];
    return [...wanted.flatMap((type) => unseen(type, reports)), ...reports.flatMap(findingsOf)];
  });

const flags = [
  '--skip-download',
  '--compact',
  '--quiet',
  '--output',
  'json',
  '--framework',
  'kubernetes',
  'dockerfile',
  'github_actions',
];

interface Report {
  readonly check_type: string;
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_path: string;
      readonly file_line_range: readonly [number, number];
      readonly resource: string;
    }[];
    readonly parsing_errors?: readonly string[];
  };
  readonly summary: { readonly passed: number };
}

// One framework prints an object, several an array, none a bare summary.
function reportsOf(stdout: string): readonly Report[] | undefined {
  if (!/^[[{]/.test(stdout.trim())) return undefined;
  const parsed = JSON.parse(stdout) as Report | readonly Report[];
  return [parsed].flat().filter((report): report is Report => 'check_type' in report);
}

/** A framework that passed nothing has looked at nothing. */
function unseen(type: string, reports: readonly Report[]): Finding[] {
  const report = reports.find(({ check_type }) => check_type === type);
  if (report !== undefined && report.summary.passed > 0) return [];
  return [
    { judge: 'checkov', file: '.', message: `has passed no ${type} check; did it see the files?` },
  ];
}

function findingsOf({ results: { failed_checks, parsing_errors = [] } }: Report): Finding[] {
  return [
    ...parsing_errors.map((file) => ({ judge: 'checkov', file, message: 'cannot be parsed' })),
    ...failed_checks.map(
      ({ check_id, check_name, file_path, file_line_range: [line], resource }) => ({
        judge: 'checkov',
        file: file_path.replace(/^\//, ''),
        line,
        message: `${check_id} ${check_name} (${resource})`,
      }),
    ),
  ];
}
