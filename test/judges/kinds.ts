import type { Tree } from './tree.ts';

/** YAML files of every kind, but not lockfiles and not chart templates, which are YAML only after rendering. */
export function yamlFiles({ files }: Pick<Tree, 'files'>): readonly string[] {
  const charts = files
    .filter((path) => /(^|\/)Chart\.yaml$/.test(path))
    .map((path) => path.slice(0, -'Chart.yaml'.length));
  const isChartTemplate = (path: string): boolean =>
    charts.some((chart) => path.startsWith(`${chart}templates/`));
  return files.filter(
    (path) => /\.ya?ml$/.test(path) && !path.endsWith('pnpm-lock.yaml') && !isChartTemplate(path),
  );
}

/** Workflow files of GitHub Actions. */
export function workflows({ files }: Pick<Tree, 'files'>): readonly string[] {
  return files.filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
}

/** Dockerfiles, whatever they are called for. */
export function dockerfiles({ files }: Pick<Tree, 'files'>): readonly string[] {
  return files.filter(
    (path) =>
      /(^|\/)(Dockerfile(\.[^/]+)?|[^/]+\.Dockerfile)$/.test(path) &&
      !path.endsWith('.dockerignore'),
  );
}

/** Files that say with their name or in their first line that a POSIX shell or bash runs them. */
export function shellScripts({ files, text }: Pick<Tree, 'files' | 'text'>): readonly string[] {
  return files.filter(
    (path) =>
      /\.(ba)?sh$/.test(path) || (!/\.\w+$/.test(path) && /^#!.*\b(ba|da|k)?sh\b/.test(text(path))),
  );
}
