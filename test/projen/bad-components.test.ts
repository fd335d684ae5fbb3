import { Project } from 'projen';
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import type { GitOpsService } from '../../src/index.ts';
import { Component, FileBase, SampleFile, TextFile } from '../../src/projen/index.ts';
import { outcomeOf, refusalOf } from './outcome.ts';

class Own extends Component {
  private readonly method: string;

  constructor(project: Project, method: string) {
    super(project);
    this.method = method;
  }

  override preSynthesize(): void {
    if (this.method === 'preSynthesize') throw new Error('oops');
  }

  override synthesize(): void {
    if (this.method === 'synthesize') throw new Error('oops');
  }

  override postSynthesize(): void {
    if (this.method === 'postSynthesize') throw new Error('oops');
  }
}

class OddFile extends FileBase {
  protected synthesizeContent(): string {
    return 5 as unknown as string;
  }
}

const write =
  (...paths: readonly string[]) =>
  (project: Project): void => {
    for (const path of paths) new TextFile(project, path, { lines: [] });
  };

test.each<
  readonly [name: string, attach: (project: GitOpsService) => void, lines: readonly string[]]
>([
  [
    'a file of ours',
    write('Dockerfile'),
    ['a projen component TextFile writes Dockerfile, which is a generated file'],
  ],
  [
    'paths that cannot be written',
    write('../x', '.projenrc.ts', '.gitops/inventory.json', '.git/hooks/x'),
    [
      'the path "../x" of a projen component TextFile contains the segment ".."',
      'the path ".projenrc.ts" of a projen component TextFile is the config, which no run changes',
      'the path ".gitops/inventory.json" of a projen component TextFile is reserved for the records of this tool',
      'the path ".git/hooks/x" of a projen component TextFile is inside .git',
    ],
  ],
  [
    'a file of another component',
    (project) => {
      write('x')(project);
      new SampleFile(project, 'x', { contents: 'x' });
    },
    ['a projen component SampleFile writes x, which a projen component TextFile writes too'],
  ],
  [
    'a file in capitals',
    write('DOCKERFILE'),
    ['projen component TextFile: "DOCKERFILE" and "Dockerfile" are the same on macOS and Windows'],
  ],
  [
    'a folder where a file is',
    write('README.md/x'),
    [
      'projen component TextFile: "README.md/x" needs the folder "README.md", but "README.md" is a file',
    ],
  ],
  [
    'no text',
    (project) => void new OddFile(project, 'x'),
    ['projen component OddFile failed in synthesizeContent: it must return text, not a number'],
  ],
  [
    'an error before the files are made',
    (project) => void new Own(project, 'preSynthesize'),
    ['projen component Own failed in preSynthesize: oops'],
  ],
  [
    'an error while it writes',
    (project) => void new Own(project, 'synthesize'),
    ['projen component Own failed in synthesize: oops'],
  ],
  [
    'files of a subproject outside of it',
    (project) =>
      write(
        '../Dockerfile',
        '../../x',
      )(new Project({ name: 'inner', parent: project, outdir: 'inner' })),
    [
      'the path "inner/../Dockerfile" of a projen component TextFile contains the segment ".."',
      'the path "inner/../../x" of a projen component TextFile contains the segment ".."',
    ],
  ],
])('a projen component with %s is refused by its name', (_, attach, lines) => {
  expect(refusalOf({}, attach)).toEqual(lines);
});

test('a component that fails after the files were written is named', () => {
  const outcome = outcomeOf({}, (project) => void new Own(project, 'postSynthesize'));
  if (outcome instanceof UserError) throw outcome;
  expect(() => outcome.finish()).toThrow(
    expect.objectContaining({
      name: 'UserError',
      exitCode: 2,
      message: 'projen component Own failed in postSynthesize after the files were written: oops',
    }),
  );
});
