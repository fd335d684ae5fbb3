import { render } from '../../render/render.ts';
import { secretTemplate } from '../../files/secrets/sealed-secrets/secret-template.ts';
import { projectFolder } from '../../projen/project-folder.ts';
import { runConfig } from '../../projen/run-config.ts';
import { environmentOf, initSecrets, type Skeleton } from '../../secrets/index.ts';
import type { Outcome } from '../command.ts';
import { sealingOf } from './backends/index.ts';

/** Writes the plain files of an environment, filled in as far as nobody needs to be asked. */
export async function writeSkeletons(folder: string, name: string): Promise<Outcome> {
  const { root, plan } = await runConfig(projectFolder(folder));
  sealingOf(plan);
  const environment = environmentOf(plan, name);
  // A skeleton is the template of its secret with better values, and without the marker of a managed file.
  const skeletons = initSecrets({
    root,
    environment,
    manifestOf: (secret) =>
      render({
        ...secretTemplate(secret, environment),
        ownership: { kind: 'sample', restored: false },
      }),
  });
  const isOpen = skeletons.some(({ open }) => open.length > 0);
  if (skeletons.length === 0)
    return {
      text: `${name} has no secrets: there is nothing to write and nothing to seal.`,
      data: { environment: name, skeletons },
      code: 0,
    };
  const next = skeletons.every(({ state }) => state === 'sealed')
    ? []
    : [
        '',
        `${isOpen ? 'Fill in every REPLACE_ME, keep' : 'Keep'} the values in the password ` +
          `manager, then run: npx gitops-service seal ${name} --remove`,
      ];
  return {
    text: [...skeletons.map((skeleton) => lineOf(skeleton, name)), ...next].join('\n'),
    data: { environment: name, skeletons },
    code: 0,
  };
}

const marks = { written: '+', kept: '=', sealed: '=' } as const;

function lineOf(
  { secret, file, state, random, derived, open }: Skeleton,
  environment: string,
): string {
  if (state === 'sealed')
    return (
      `${marks[state]} ${secret}: every key is sealed; to set a new value: ` +
      `npx gitops-service secrets rotate ${environment} ${secret}`
    );
  const parts = [
    ['random', random],
    ['derived', derived],
    [state === 'kept' ? 'not in it' : 'to fill in', open],
  ] as const;
  const said = parts
    .filter(([, keys]) => keys.length > 0)
    .map(([what, keys]) => `${what} ${keys.join(', ')}`);
  return (
    `${marks[state]} ` +
    `${file}${state === 'kept' ? ', yours, kept' : ''}${said.length === 0 ? '' : `: ${said.join('; ')}`}`
  );
}
