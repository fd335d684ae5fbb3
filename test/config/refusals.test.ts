import { expect, test } from 'vitest';
import { tryParse } from '../../src/config/parse/parse.ts';
import { shape } from './refusals/shape.ts';
import { values } from './refusals/values.ts';
import { environments } from './refusals/environments.ts';
import { workloads } from './refusals/workloads.ts';
import { routes } from './refusals/routes.ts';
import { hosts } from './refusals/hosts.ts';
import { builds } from './refusals/builds.ts';
import { names } from './refusals/names.ts';
import { pathRefusals } from './refusals/paths.ts';
import { messaging } from './refusals/messaging.ts';
import { severalNamespaces } from './refusals/several-namespaces.ts';

const rows = [
  ...shape,
  ...values,
  ...environments,
  ...workloads,
  ...routes,
  ...hosts,
  ...builds,
  ...names,
  ...pathRefusals,
  ...messaging,
  ...severalNamespaces,
];

test.each(rows)('%s is refused with path and reason', (_, input, issues) => {
  const outcome = tryParse(input);
  expect(
    'issues' in outcome
      ? outcome.issues.map(({ path, message }) => `${path}: ${message}`).sort()
      : outcome,
  ).toEqual(issues);
});
