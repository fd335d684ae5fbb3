import { entryAt } from '../../disk/entry-at.ts';
import { textAt } from '../../disk/text-at.ts';
import { render } from '../../render/render.ts';
import type { FileSpec } from '../../render/spec.ts';
import type { ComponentPlan } from '../../plan/plan.ts';
import { paths } from '../../plan/paths.ts';
import { runtimeOf } from '../../files/runtime/index.ts';
import { lockCommands } from '../../files/runtime/lock-commands.ts';
import { nodePackageManagerNames } from '../../plan/runtime/package-managers.ts';
import { valueAt } from '../../write/editor.ts';
import { jsonEditor } from '../../write/json-editor.ts';

/** What Dockerfile, workflows and probes ask of an application that is not ours, and does not give as it stands. */
export function applicationSteps(
  { name, runtime, image, port, live, ready, user }: ComponentPlan,
  { root, files }: { readonly root: string; readonly files: readonly FileSpec[] },
): string[] {
  const probes = `answer ${live.path} and ${ready.path} on port ${port}`;
  const isThere = (path: string): boolean => entryAt(root, path).kind !== 'absent';
  const written = files.find(({ path }) => path === image.dockerfile);
  if (written === undefined)
    return [
      `${isThere(image.dockerfile) ? 'Make sure that' : 'Write'} ` +
        `${image.dockerfile}${isThere(image.dockerfile) ? ' runs' : ', to run'} as user ` +
        `${user}, and make ${name} ${probes}`,
    ];
  if (runtime.starter || image.context !== '.') return [];
  const dockerfile = render(written);
  const asked = [
    ...copiedPathsOf(dockerfile).filter((path) => !isThere(path)),
    ...scriptsIn(
      [
        dockerfile,
        ...files.filter(({ path }) => path.startsWith('.github/workflows/')).map(render),
      ].join('\n'),
    )
      .filter((script) => !hasScript(root, script))
      .map((script) => `script ${script}`),
  ];
  return [
    ...(asked.length === 0
      ? []
      : [
          `Add what ${image.dockerfile} and the workflows require and the application ` +
            `lacks: ${asked.join(', ')}. Or write your own Dockerfile and set runtime: ` +
            `{ kind: 'custom' } in ${paths.config}`,
        ]),
    `Make ${name} ${probes}; the image starts ${/"(dist\/[^"]+)"/.exec(dockerfile)?.[1] ?? 'it'}`,
  ];
}

/** How a component gets its lockfile; that of the root comes with the installation of this tool. */
export function lockSteps(component: ComponentPlan): readonly string[] {
  const commands = lockCommands(component);
  if (commands.length === 0) return [];
  const { needs } = runtimeOf(component.runtime);
  return [
    `Write the lockfile of ${component.name} and commit it: ${commands.join('; ')}` +
      (needs === undefined ? '' : ` (needs: ${needs})`),
  ];
}

/**
 * The files that a Dockerfile takes from its context and cannot
 * do without; the package manager writes the lockfile.
 */
const copiedPathsOf = (dockerfile: string): string[] =>
  [...dockerfile.matchAll(/^COPY (?!--)(.+) \S+$/gm)]
    .flatMap(([, sources = '']) => sources.split(' '))
    .filter((path) => !/[[\]]|-lock\./.test(path));

const runsScript = new RegExp(
  String.raw`\b(?:${nodePackageManagerNames.join('|')}) run ([\w:.-]+)`,
  'g',
);

const scriptsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(runsScript)].map(([, name = '']) => name)),
];

const hasScript = (root: string, script: string): boolean =>
  valueAt(jsonEditor.read(textAt(root, 'package.json') ?? ''), ['scripts', script]) !== undefined;
