import { allQuestions, type ServiceFlags } from '../../src/cli/create/questions/index.ts';

/** The flags of a service of which only these were typed. */
export const serviceFlags = (typed: Partial<ServiceFlags>): ServiceFlags =>
  ({
    ...Object.fromEntries(
      allQuestions.map(([flag, { kind }]) => [flag, kind === 'texts' ? [] : undefined]),
    ),
    ...typed,
  }) as ServiceFlags;

/** What a folder says that is not there yet. */
export const emptyPlace = {
  remote: { kind: 'no' },
  application: undefined,
  hasDockerfile: false,
  startedBy: undefined,
} as const;
