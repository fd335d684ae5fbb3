import { workingFolder } from '../disk/working-folder.ts';
import { resolve } from 'node:path';
import { parseConfig } from '../config/parse/parse.ts';
import type { ConfigInput } from '../config/schema/schema.ts';
import { clusterFacts } from '../files/facts/cluster-facts.ts';
import { allFiles, peoplesFiles } from '../files/index.ts';
import type { FileSpec } from '../render/spec.ts';
import { useTemplates } from '../render/text.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { guardOf } from '../review/consequences/gate.ts';
import { resync } from '../write/resync.ts';
import { customizedFiles, type Customize } from './customized.ts';
import { kindOf } from './outside-value.ts';
import { configError } from '../domain/config-error.ts';
import { combineFiles } from './combine-files.ts';
import { componentFiles } from './component-files.ts';
import { ConfigFile } from './config-file.ts';
import { endDirectRun, watchDirectRun } from './direct-run.ts';
import { hosts } from './host.ts';
import { finishHooks, prepare, projectCreation } from './hooks.ts';
import { splitNewOptions } from './new-service.ts';
import { trustFolder } from './project-folder.ts';
import { ownWork } from './own-work.ts';
import { plainInput } from './plain-input.ts';
import { Project } from './projen.ts';
import { dropIdleTasks, ownTasks } from './tasks.ts';
import { templates } from './templates.ts';
import { version } from '../version.ts';

/** The config of a service, and the last word on its files. */
export type GitOpsServiceOptions = ConfigInput & {
  /** Gets every file of the service and returns those to write. */
  readonly customize?: (files: readonly FileSpec[]) => readonly FileSpec[];
  /** The folder of the service, relative to the config file (default: the folder of the config file). */
  readonly outdir?: string;
};

/** A service with its whole deployment, as a projen project. */
export class GitOpsService extends Project {
  private readonly input: ConfigInput;
  private readonly plan: Plan;
  private readonly customize: Customize | undefined;

  constructor(options: GitOpsServiceOptions) {
    const { customize, outdir = '.', ...rest } = checkedOptions(options);
    const folder = resolve(hosts.getStore()?.root ?? workingFolder(), outdir);
    if (hosts.getStore() === undefined) watchDirectRun(folder);
    const { input: given, __new__ } = splitNewOptions(rest, folder);
    const input = plainInput(given);
    const config = ownWork(() => parseConfig(input));
    super({ name: config.name, outdir: folder, ...(__new__ === undefined ? {} : { __new__ }) });
    this.plan = ownWork(() =>
      makePlan(config, {
        toolVersion: version(),
        upkeep: hosts.getStore()?.upkeep ?? 'generated',
      }),
    );
    this.input = input;
    this.customize = customize;
    new ConfigFile(this, input);
    this.tryRemoveFile('.projen/files.json'); // our inventory does its job, and projen deletes by it
    ownTasks(this);
  }

  /** Hands every wanted file to the host, or writes them when the config file runs by itself. */
  override synth(): void {
    if (this.initProject?.synth === false) return projectCreation(this);
    prepare(this);
    dropIdleTasks(this);
    useTemplates(templates);
    const own = ownWork(() => allFiles(this.plan));
    const components = componentFiles(this);
    const described = ownWork(() => combineFiles(own, components));
    const files =
      this.customize === undefined
        ? described
        : customizedFiles(this.outdir, described, this.customize);
    const theirs = peoplesFiles(this.plan);
    const synthesis = {
      root: this.outdir,
      input: this.input,
      plan: this.plan,
      files,
      theirs,
      facts: ownWork(() => clusterFacts(this.plan)),
      described,
      finish: () => finishHooks(this),
    };
    const host = hosts.getStore();
    if (host !== undefined) return host.take(synthesis);
    trustFolder(this.outdir);
    resync(this.outdir, files, {
      takeOver: false,
      toolVersion: version(),
      theirs,
      facts: synthesis.facts,
      guard: guardOf(synthesis.facts, []),
    });
    endDirectRun();
    synthesis.finish();
  }
}

// `projen new` passes every option that it knows, most of them undefined.
function checkedOptions(options: GitOpsServiceOptions): GitOpsServiceOptions {
  const copy = { ...options };
  for (const key of Object.keys(copy))
    if (Reflect.get(copy, key) === undefined) Reflect.deleteProperty(copy, key);
  const { customize, outdir }: { customize?: unknown; outdir?: unknown } = copy;
  const issues = [
    ...(customize === undefined || typeof customize === 'function'
      ? []
      : [{ path: 'customize', message: `must be a function, not ${kindOf(customize)}` }]),
    ...(outdir === undefined || typeof outdir === 'string'
      ? []
      : [{ path: 'outdir', message: `must be text, not ${kindOf(outdir)}` }]),
  ];
  if (issues.length > 0) throw configError(issues, false);
  return copy;
}
