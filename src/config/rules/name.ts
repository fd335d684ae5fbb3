import { carrierIn } from './messaging/index.ts';
import { monitoringSecrets } from './monitoring.ts';
import type { Issue } from '../../domain/issue.ts';
import { namespaceOf, objectNameOf, podVariables, storeVariableOf } from '../../domain/names.ts';
import { repeatsOf } from '../../domain/repeats.ts';
import { storeOf } from '../../stores/index.ts';
import type { EnvironmentRule } from './rule.ts';

/** Two owners of one name would overwrite each other's objects, and those that the operator makes beside a cluster. */
const objectNamesDiffer: EnvironmentRule = ({ here }, config) => {
  const components = Object.entries(here.components).map(([key, { objectName }], _, all) => ({
    at: `components.${key}.objectName`,
    names: [objectName ?? objectNameOf(config.name, key, all.length)],
  }));
  const stores = Object.entries(here.dataStores).map(([key, store]) => ({
    at: `dataStores.${key}.objectName`,
    names: storeOf(store).objectNames(key, store),
  }));
  return repeatsOf([...components, ...stores], ({ names }) => names).map(([{ at }, name]) => ({
    path: at,
    message: `"${name}" is already the name of other Kubernetes objects of this service; set another objectName`,
  }));
};

const derivedNamesFit: EnvironmentRule = ({ name, namespace }, config) => [
  ...Object.entries(config.components).flatMap(([key, { objectName }], _, all) =>
    fits(objectName ?? objectNameOf(config.name, key, all.length), `components.${key}.objectName`),
  ),
  ...fits(
    namespace ?? namespaceOf(config.system ?? config.name, name),
    `environments.${name}.namespace`,
  ),
];

const fits = (name: string, path: string): Issue[] =>
  name.length > 63
    ? [
        {
          path,
          message: `the derived name "${name}" has more than 63 characters; set a shorter one here`,
        },
      ]
    : [];

const variablesComeFromOnePlace: EnvironmentRule = ({ here }) =>
  Object.entries(here.components).flatMap(([key, { env, secretEnv, stores }]) => {
    const secret = Array.isArray(secretEnv) ? secretEnv : Object.keys(secretEnv);
    const used = Object.entries(here.dataStores).filter(
      ([store]) => stores === undefined || stores.includes(store),
    );
    const urls = used.map(([store, { variable }]) => ({
      at: `dataStores.${store}.variable`,
      variable: variable ?? storeVariableOf(store),
    }));
    return [
      ...Object.keys(env)
        .filter((variable) => secret.includes(variable))
        .map((variable) => ({
          path: `components.${key}.env.${variable}`,
          message: 'is also in secretEnv; keep one of the two',
        })),
      ...Object.keys(env)
        .filter((variable) => urls.some((url) => url.variable === variable))
        .map((variable) => ({
          path: `components.${key}.env.${variable}`,
          message:
            'is the connection URL of a data store, which comes from a secret; ' +
            'remove it here or set the variable of the store',
        })),
      ...[
        ...Object.keys(env).map((variable) => [`env.${variable}`, variable]),
        ...secret.map((variable) => ['secretEnv', variable]),
      ].flatMap(([at = '', variable = '']) =>
        Object.hasOwn(podVariables, variable)
          ? [
              {
                path: `components.${key}.${at}`,
                message: `${variable} identifies the pod and is always set; choose another name`,
              },
            ]
          : [],
      ),
      ...repeatsOf(secret, (variable) => [variable]).map(([variable]) => ({
        path: `components.${key}.secretEnv`,
        message: `"${variable}" is listed twice`,
      })),
      ...repeatsOf(urls, ({ variable }) => [variable]).map(([{ at }, variable]) => ({
        path: at,
        message: `${variable} is already the connection URL of another data store`,
      })),
    ];
  });

/** One secret per owner: two databases cannot have one password file, and the pull secret has a type of its own. */
const secretsDiffer: EnvironmentRule = ({ here }, { registry: { pullSecret } }) => {
  const named = Object.entries(here.dataStores).flatMap(([key, store]) =>
    storeOf(store)
      .secretNames(key, store)
      .map(({ at, ...secret }) => ({ ...secret, at: `dataStores.${key}.${at}` })),
  );
  const stores = named.filter(({ isCredentials }) => isCredentials);
  const besideThem = named.filter(({ isCredentials }) => !isCredentials);
  const broker = carrierIn(here.messaging)?.secrets ?? [];
  const watching = monitoringSecrets(here.monitoring);
  const variables = Object.entries(here.components).flatMap(([key, { secretEnv }]) =>
    Array.isArray(secretEnv)
      ? []
      : Object.entries(secretEnv).map(([variable, { secret }]) => ({
          at: `components.${key}.secretEnv.${variable}.secret`,
          name: secret,
        })),
  );
  return [
    ...repeatsOf(stores, ({ name }) => [name]).map(([{ at }, name]) => ({
      path: at,
      message: `the secret "${name}" already belongs to another data store`,
    })),
    ...[...besideThem, ...broker, ...watching]
      .filter(({ name }) => stores.some((store) => store.name === name))
      .map(({ at, name }) => ({
        path: at,
        message: `the secret "${name}" already contains the credentials of a data store`,
      })),
    ...[...named, ...watching, ...variables, ...broker]
      .filter(({ name }) => name === pullSecret)
      .map(({ at }) => ({
        path: at,
        message: `"${pullSecret}" is the image pull secret; choose another name`,
      })),
  ];
};

/** Rules about names that must be free, and fit. */
export const nameRules: readonly EnvironmentRule[] = [
  objectNamesDiffer,
  derivedNamesFit,
  variablesComeFromOnePlace,
  secretsDiffer,
];
