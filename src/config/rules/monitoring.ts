import { byKind, type ByKind } from '../../domain/member.ts';
import type { ParsedConfig } from '../schema/schema.ts';
import type { NamedSecret } from './named-secret.ts';

/** The secrets that what watches is told by name. */
export const monitoringSecrets = (monitoring: ParsedConfig['monitoring']): readonly NamedSecret[] =>
  byKind(secrets, monitoring);

const secrets: ByKind<ParsedConfig['monitoring'], [], readonly NamedSecret[]> = {
  none: () => [],
  prometheus: ({ slack }) =>
    slack?.secret === undefined ? [] : [{ at: 'monitoring.slack.secret', name: slack.secret }],
};

/** The namespace of what watches; nothing where nothing does. */
export const watcherNamespaceIn = (monitoring: ParsedConfig['monitoring']): string | undefined =>
  byKind(namespaces, monitoring);

const namespaces: ByKind<ParsedConfig['monitoring'], [], string | undefined> = {
  none: () => undefined,
  prometheus: ({ namespace }) => namespace,
};
