import { entryAt } from '../disk/entry-at.ts';
import { paths } from '../plan/paths.ts';
import { ProjenrcFile, type Project } from './projen.ts';
import { typescriptOf } from './typescript.ts';
import { writeConfig } from './write-config.ts';

/** Tells projen components what the config file is called, and writes it for `projen new`. */
export class ConfigFile extends ProjenrcFile {
  readonly filePath = paths.config;
  private readonly input: object;

  constructor(project: Project, input: object) {
    super(project);
    this.input = input;
  }

  override projectCreation(): void {
    const { outdir } = this.project;
    if (entryAt(outdir, paths.config).kind !== 'absent') return;
    writeConfig(
      outdir,
      configText(`new GitOpsService({\n${typescriptOf(this.input, 1)}\n}).synth();`),
    );
  }
}

/** A whole config file around the statement that describes the service. */
export const configText = (statement: string): string =>
  [
    "import { GitOpsService } from 'create-gitops-service';",
    '',
    '// The whole deployment. To change it, edit this file and run: npx projen',
    '// To see where a file comes from: npx gitops-service explain <path>',
    statement,
    '',
  ].join('\n');
