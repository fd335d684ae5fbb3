import { pythonPackageManagers } from '../package-managers/index.ts';
import type { PythonStarterInput } from './starter-input.ts';
import type { StarterTemplate } from '../starter/template.ts';
import { hasMetrics, packagesOf, pythonDriversOf } from './packages.ts';
import { packages } from './versions.ts';

/** What the package manager, the type checker, the linter and the tests read. */
export function projectTemplate(input: PythonStarterInput): StarterTemplate {
  const {
    description,
    toolchain: { version, packageManager },
    components: [{ name }],
  } = input;
  const { lock, developmentSection } = pythonPackageManagers[packageManager];
  return {
    path: 'pyproject.toml',
    template: 'starter/python/pyproject.toml',
    values: {
      name,
      version,
      nextVersion: nextMinorOf(version),
      description: JSON.stringify(description),
      packages: packagesOf(input)
        .map((folder) => JSON.stringify(folder))
        .join(', '),
      dependencies: [
        ...packages.web,
        ...(hasMetrics(input) ? packages.metrics : []),
        ...pythonDriversOf(input).flatMap((driver) => driver.packages),
      ].toSorted(),
      devDependencies: packages.development,
      devSection: developmentSection,
      lockComment: `After a change: ${lock.join(' && ')}`,
    },
  };
}

/** Up to which Python the project runs: its image has the one before. */
const nextMinorOf = (version: string): string =>
  version.replace(/\d+$/, (minor) => String(Number(minor) + 1));
