import type { ConfigInput } from '../../config/schema/schema.ts';
import { configText as fileText } from '../../projen/config-file.ts';
import { typescriptOf } from '../../projen/typescript.ts';

type Section = Partial<ConfigInput> & { readonly comment: string };

/** The config file that says it. */
export function configText({
  components,
  dataStores,
  environments,
  packaging,
  delivery,
  secrets,
  routing,
  ...service
}: ConfigInput): string {
  const sections: readonly Section[] = [
    { comment: '', ...service },
    { comment: 'Components, by name.', components },
    ...(dataStores === undefined ? [] : [{ comment: 'Data stores, by name.', dataStores }]),
    ...(environments === undefined
      ? []
      : [
          {
            comment:
              'Environments, in promotion order; "overrides" sets what differs in one of them.',
            environments,
          },
        ]),
    ...deploymentSection({ packaging, delivery, secrets }),
    ...(routing === undefined ? [] : [{ comment: 'How traffic reaches the service.', routing }]),
  ];
  const body = sections
    .map(
      ({ comment, ...keys }) => (comment === '' ? '' : `  // ${comment}\n`) + typescriptOf(keys, 1),
    )
    .join('\n\n');
  return fileText(`new GitOpsService({\n${body}\n}).synth();`);
}

function deploymentSection(
  asked: Pick<ConfigInput, 'packaging' | 'delivery' | 'secrets'>,
): readonly Section[] {
  const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  return Object.keys(said).length === 0
    ? []
    : [{ comment: 'How the service is packaged and deployed.', ...said }];
}
