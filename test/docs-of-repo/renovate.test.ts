import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actions, goPrograms } from '../../src/files/workflows/actions.ts';
import { charts, releases } from '../../src/plan/bootstrap-charts.ts';
import { versions } from '../../src/plan/versions.ts';
import {
  releases as operatorReleases,
  versions as postgresVersions,
} from '../../src/stores/postgres/versions.ts';
import { managers } from '../../projenrc/renovate.ts';
import { repository } from './pages.ts';

const textOf = (path: string): string => readFileSync(join(repository, path), 'utf8');

interface Found {
  readonly path: string;
  readonly line: number;
  readonly depName: string;
  readonly value: string;
}

/** What Renovate finds, by the same patterns. */
const found: readonly Found[] = managers.flatMap(({ paths, match, more = {} }) =>
  paths.flatMap((path) =>
    [...textOf(path).matchAll(new RegExp(match, 'g'))].map(({ groups = {}, index }) => ({
      path,
      line: textOf(path).slice(0, index).split('\n').length,
      depName: groups['depName'] ?? more['depNameTemplate'] ?? '',
      value: groups['currentValue'] ?? '',
    })),
  ),
);
const valuesOf = (depName: string): readonly string[] =>
  found.filter((one) => one.depName === depName).map(({ value }) => value);

test('every comment for Renovate is ahead of a version that it finds', () => {
  const commented = ['src', 'projenrc'].flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts') && path !== 'projenrc/renovate.ts')
      .flatMap((path) =>
        textOf(path)
          .split('\n')
          .flatMap((text, index) => (/^\s*\/\/ renovate: /.test(text) ? [[path, index + 1]] : [])),
      ),
  );
  expect(commented.length).toBeGreaterThan(15);
  const missed = commented.filter(
    ([path, line]) => found.filter((one) => one.path === path && one.line === line).length !== 1,
  );
  expect(missed).toEqual([]);
});

test('every chart, release, image, action and program is found once, with its version', () => {
  for (const row of [
    ...Object.values(charts),
    ...Object.values(releases),
    ...Object.values(operatorReleases),
  ])
    expect(found.map(({ value }) => value)).toContain(row.version);
  for (const { build } of Object.values(versions.node))
    expect(valuesOf('node')).toContain(build.split(':')[1]);
  for (const { build } of Object.values(versions.python))
    expect(valuesOf('python')).toContain(build.split(':')[1]);
  expect(valuesOf('ghcr.io/cloudnative-pg/postgresql')).toEqual(Object.values(postgresVersions));
  for (const [name, { version }] of Object.entries(actions))
    expect(valuesOf(name)).toEqual([version]);
  for (const program of Object.values(goPrograms))
    expect(found.map(({ value }) => value)).toContain(program.split('@')[1]);
});

test('every dependency of package.json is found where it is written', () => {
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const named = found.filter(({ path }) => path === 'projenrc/manifest.ts');
  expect(Object.fromEntries(named.map(({ depName, value }) => [depName, value]))).toEqual({
    ...dependencies,
    ...devDependencies,
  });
});
