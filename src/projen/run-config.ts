import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { textAt } from '../disk/text-at.ts';
import { UserError } from '../errors.ts';
import * as api from '../index.ts';
import { paths } from '../plan/paths.ts';
import type { Plan } from '../plan/plan.ts';
import { conflictLine } from '../write/conflict-markers.ts';
import { compileCache } from './compile-cache.ts';
import { evaluateConfig, runHooks } from './config-process.ts';
import { hosts, type Synthesis } from './host.ts';
import type { ProjectFolder } from './project-folder.ts';

/**
 * Runs the config file of a folder (or the given text in its place) in this
 * process, with us, projen and constructs at hand even where nothing is installed.
 */
export async function runConfig(
  root: ProjectFolder,
  source = sourceOf(root),
  upkeep: Plan['upkeep'] = 'generated',
): Promise<Synthesis> {
  refuseMerge(source);
  const { createJiti }: typeof import('jiti') = load('jiti');
  const file = join(root, paths.config);
  const taken: Synthesis[] = [];
  let isOver = false;
  const take = (synthesis: Synthesis): void => {
    if (isOver) throw lateError();
    taken.push(synthesis);
  };
  const jiti = createJiti(file, {
    fsCache: compileCache(root),
    interopDefault: true,
    alias: { projen: packageFolder('projen'), constructs: packageFolder('constructs') },
    nativeModules: ['projen', 'constructs'],
    virtualModules: {
      'create-gitops-service': api,
      ...(source.includes(componentsModule)
        ? { [componentsModule]: await import('./index.ts') }
        : {}),
    },
  });
  await evaluateConfig(root, async () =>
    hosts.run({ root, upkeep, take }, () =>
      jiti.evalModule(source, { filename: file, async: true }),
    ),
  );
  isOver = true;
  const [synthesis, second] = taken;
  if (synthesis === undefined)
    throw new UserError(`${paths.config} does not define a service`, {
      hint: 'It must end with: new GitOpsService({ … }).synth();',
    });
  if (second !== undefined)
    throw new UserError(`${paths.config} defines ${taken.length} services`, {
      hint: 'A config file must define exactly one service.',
    });
  if (synthesis.root !== resolve(root))
    throw new UserError(`${paths.config} defines a service in another folder: ${synthesis.root}`, {
      hint: 'Remove "outdir".',
    });
  return { ...synthesis, finish: () => runHooks(synthesis.finish) };
}

const lateError = (): UserError =>
  new UserError(`${paths.config} calls synth() after it was evaluated`, {
    hint: 'Call it at the top level, or await what leads to it.',
  });

function refuseMerge(source: string): void {
  const line = conflictLine(source);
  if (line === undefined) return;
  throw new UserError(`${paths.config} has merge conflict markers on line ${String(line)}`, {
    hint: 'Resolve them, then run npx projen: it resolves the conflicts in generated files.',
  });
}

// As CommonJS jiti loads 15 ms faster than as an ES module.
const load = createRequire(import.meta.url);

const componentsModule = 'create-gitops-service/projen';

function sourceOf(root: string): string {
  const source = textAt(root, paths.config);
  if (source === undefined)
    throw new UserError(`no ${paths.config} found in ${root}`, {
      hint: 'To create a service here: npx create-gitops-service .',
    });
  // A byte order mark is no part of the program.
  return source.replace(/^\ufeff/, '');
}

const packageFolder = (name: string): string => dirname(load.resolve(`${name}/package.json`));
