import type { PythonStarterInput } from './starter-input.ts';
import type { StarterTemplate } from '../starter/template.ts';
import { hasMetrics, packagesOf, storeKindsOf } from './packages.ts';
import { packages } from './versions.ts';

type Manager = PythonStarterInput['toolchain']['packageManager'];

/** What the package manager, the type checker, the linter and the tests read. */
export function projectTemplate(input: PythonStarterInput): StarterTemplate {
  const {
    description,
    toolchain: { version, packageManager },
    components: [{ name }],
  } = input;
  return {
    path: 'pyproject.toml',
    template: 'starter/python/pyproject.toml',
    values: {
      name,
      version,
      description: JSON.stringify(description),
      packages: packagesOf(input)
        .map((folder) => JSON.stringify(folder))
        .join(', '),
      dependencies: [
        ...packages.web,
        ...(hasMetrics(input) ? packages.metrics : []),
        ...[...storeKindsOf(input)].flatMap((kind) => packages[kind]),
      ].toSorted(),
      devDependencies: packages.development,
      devSection: devSections[packageManager],
      lockComment: `After a change: ${lockCommands[packageManager].join(' && ')}`,
    },
  };
}

const compile = 'pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras';

/** What writes the lockfiles of a folder, inside of it; they belong in git. */
export const lockCommands: Readonly<Record<Manager, readonly string[]>> = {
  uv: ['uv lock'],
  pip: [
    `${compile} --output-file requirements.txt pyproject.toml`,
    `${compile} --extra dev --output-file requirements-dev.txt pyproject.toml`,
  ],
};

const devSections: Readonly<Record<Manager, string>> = {
  uv: '[dependency-groups]\ndev',
  pip: '[project.optional-dependencies]\ndev',
};
