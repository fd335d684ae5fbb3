// What this repository's own package.json, tsconfig.json, ignore list and workflow are made of. Run: npx projen
import { readFileSync } from 'node:fs';
import { JsonFile } from 'projen/lib/json.js';
import { License } from 'projen/lib/license.js';
import { Project } from 'projen/lib/project.js';
import { TextFile } from 'projen/lib/textfile.js';
import { codeOwners } from './projenrc/home.ts';
import { manifest } from './projenrc/manifest.ts';
import { renovate } from './projenrc/renovate.ts';
import { build } from './projenrc/workflows/build.ts';
import { release } from './projenrc/workflows/release.ts';
import { workflowText } from './projenrc/workflows/workflow.ts';

const project = new Project({ name: 'create-gitops-service', outdir: '.' });
// Without its manifest projen deletes whatever mentions its marker, sources that only speak of it included.
project.addExcludeFromCleanup('**');
project.removeTask('eject');
for (const task of ['build', 'pre-compile', 'compile', 'post-compile', 'test', 'package'])
  project.removeTask(task);
project.defaultTask?.reset();
project.defaultTask?.execArgs(['node', 'node_modules/jiti/lib/jiti-cli.mjs', '.projenrc.ts']);
project.gitignore.exclude('/dist/', '/.jsii', '/schema.json', '/THIRD-PARTY-NOTICES', '/release/');
project.gitignore.exclude('*.tgz', '/demo*/', '/.cache/');

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
new JsonFile(project, 'package.json', { readonly: false, marker: false, obj: manifest(version) });

new TextFile(project, '.github/CODEOWNERS', {
  lines: [
    '# Managed by projenrc/home.ts: change it there, then run "npx projen".',
    `* ${codeOwners}`,
    '',
  ],
});

new JsonFile(project, 'tsconfig.json', {
  marker: false,
  readonly: false,
  obj: {
    compilerOptions: {
      target: 'ES2022',
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      lib: ['ES2023'],
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: true,
      declaration: true,
      skipLibCheck: true,
      noEmit: true,
      // Examples import us by the name that their owners use.
      paths: {
        'create-gitops-service': ['./src/index.ts'],
        'create-gitops-service/projen': ['./src/projen/index.ts'],
      },
    },
    include: [
      'src',
      'test',
      'bench',
      'scripts',
      'examples/*/.projenrc.ts',
      'projenrc',
      '.projenrc.ts',
      '*.ts',
    ],
  },
});

new JsonFile(project, '.github/renovate.json', { marker: false, obj: renovate });

for (const [name, workflow] of Object.entries({ build, release }))
  new TextFile(project, `.github/workflows/${name}.yaml`, {
    lines: workflowText(workflow).split('\n'),
  });

new License(project, { spdx: 'Apache-2.0', copyrightPeriod: '2026' });
project.synth();
