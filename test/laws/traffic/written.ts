import fc from 'fast-check';
import type { ConfigInput } from '../../../src/config/schema/schema.ts';
import { treeAt, mapped } from '../../config/repair-trees.ts';
import type { Tree } from '../../config/repair.ts';
import type { Written } from './declared.ts';
import { endpoint, variables, type Dialing } from './dialing.ts';

/** A config whose variables and endpoints of backups say what a test knows the meaning of. */
export const writtenInto = (
  input: ConfigInput,
): fc.Arbitrary<{ readonly input: unknown; readonly written: Written }> => {
  const tree = structuredClone(input) as Tree;
  const environments = Object.keys(treeAt(tree, 'environments'));
  const names = environments.length === 0 ? ['dev', 'prod'] : environments;
  const components = Object.keys(treeAt(tree, 'components'));
  return fc
    .record({
      shared: variablesOf(components),
      own: variablesOf(environments.slice(-1).flatMap(() => components)),
      endpoints: fc.array(endpoint, { minLength: 1, maxLength: 3 }),
    })
    .map(({ shared, own, endpoints }) => {
      const last = environments.at(-1);
      const said = new Map(
        names.flatMap((name) =>
          components.map((key) => {
            const laid = name === last ? { ...shared[key], ...own[key] } : { ...shared[key] };
            return [`${name}/${key}`, Object.values(laid)] as const;
          }),
        ),
      );
      return {
        input: {
          ...(withEndpoints(tree, endpoints) as Tree),
          components: withEnv(treeAt(tree, 'components'), shared),
          ...(environments.length === 0
            ? {}
            : {
                environments: mapped(
                  treeAt(withEndpoints(tree, endpoints) as Tree, 'environments'),
                  (environment, name) => withOverrides(environment, name === last ? own : {}),
                ),
              }),
        },
        written: {
          variables: said,
          endpoints: new Map(endpoints.map((dialing) => [dialing.text, dialing])),
        },
      };
    });
};

type Said = Readonly<Record<string, Readonly<Record<string, Dialing>>>>;

const variablesOf = (components: readonly string[]): fc.Arbitrary<Said> =>
  fc.record(
    Object.fromEntries(components.map((key) => [key, fc.record(variables, { requiredKeys: [] })])),
  ) as fc.Arbitrary<Said>;

const envOf = (said: Said, key: string): Tree =>
  Object.fromEntries(Object.entries(said[key] ?? {}).map(([name, { text }]) => [name, text]));

const withEnv = (components: Tree, said: Said): Tree =>
  mapped(components, (component, key) => ({ ...component, env: envOf(said, key) }));

/** The overrides of an environment without variables but those. */
function withOverrides(environment: Tree, said: Said): Tree {
  const overrides = treeAt(environment, 'overrides');
  const components = treeAt(overrides, 'components');
  const keys = [...new Set([...Object.keys(components), ...Object.keys(said)])];
  return {
    ...environment,
    overrides: {
      ...overrides,
      components: Object.fromEntries(
        keys.map((key) => {
          const { env: _, ...rest } = treeAt(components, key);
          return [key, said[key] === undefined ? rest : { ...rest, env: envOf(said, key) }];
        }),
      ),
    },
  };
}

/** Every endpoint of an object store, wherever it stands, is one of these. */
function withEndpoints(value: unknown, endpoints: readonly Dialing[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withEndpoints(item, endpoints));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner], index) => [
      key,
      key === 'endpoint'
        ? endpoints[index % endpoints.length]?.text
        : withEndpoints(inner, endpoints),
    ]),
  );
}
