import type { SecretKey, SecretPlan, StorePlan, WorkloadPlan } from './plan.ts';

interface Names {
  readonly service: string;
  readonly pullSecret: string;
  readonly registry: string;
}

const fixed = (key: string, value: string): SecretKey => ({ key, value: { kind: 'fixed', value } });
const person = (key: string, hint: string): SecretKey => ({ key, value: { kind: 'person', hint } });

/** Every secret that an environment needs, by name; keys are united where several things read one secret. */
export function secretPlans(workloads: readonly WorkloadPlan[], stores: readonly StorePlan[], { service, pullSecret, registry }: Names): SecretPlan[] {
  const hints = new Map(workloads.flatMap(({ stores: used }) => used.map((store): [string, string] => [store.variable, connectionHint(store)])));
  const wanted: SecretPlan[] = [
    ...workloads.flatMap(({ component, secretEnv }) =>
      secretEnv.map(({ variable, secret, key }): SecretPlan => ({ name: secret, type: 'Opaque', purpose: `Secret variables of ${service}`, usedBy: [component.objectName], keys: [person(key, hints.get(variable) ?? `Value of ${variable}`)] })),
    ),
    ...stores.flatMap(storeSecrets),
    { name: pullSecret, type: 'kubernetes.io/dockerconfigjson', purpose: `Pulls images from ${registry}`, usedBy: workloads.map(({ component }) => component.objectName), keys: [person('.dockerconfigjson', `{"auths":{"${registry}":{"auth":"<base64 of user:password>"}}}`)] },
  ];
  return [...new Set(wanted.map(({ name }) => name))].map((name) => united(wanted.filter((secret) => secret.name === name)));
}

function storeSecrets(store: StorePlan): SecretPlan[] {
  const usedBy = [store.objectName];
  if (store.kind === 'redis') return [{ name: store.secretName, type: 'Opaque', purpose: `Password of ${store.objectName}`, usedBy, keys: [person('REDIS_PASSWORD', 'A long random password of letters and digits only: it also stands in a URL')] }];
  const credentials: SecretPlan = { name: store.secretName, type: 'kubernetes.io/basic-auth', purpose: `Owner of database ${store.database} on ${store.objectName}`, usedBy, keys: [fixed('username', store.owner), person('password', 'A long random password of letters and digits only: it also stands in a URL')] };
  if (store.backup.kind === 'none') return [credentials];
  const bucket = store.backup.destination;
  return [credentials, { name: store.backup.secretName, type: 'Opaque', purpose: `Access to ${bucket} for backups of ${store.objectName}`, usedBy, keys: [person('ACCESS_KEY_ID', `Access key that may write to ${bucket}`), person('ACCESS_SECRET_KEY', 'Its secret key')] }];
}

function connectionHint(store: StorePlan): string {
  return store.kind === 'postgres' ? `postgresql://${store.owner}:<password of ${store.secretName}>@${store.host}:5432/${store.database}` : `redis://:<password of ${store.secretName}>@${store.objectName}:6379`;
}

function united(parts: readonly SecretPlan[]): SecretPlan {
  const [first] = parts;
  if (first === undefined) throw new TypeError('a secret without parts');
  const keys = [...new Map(parts.flatMap(({ keys: own }) => own.map((key): [string, SecretKey] => [key.key, key]))).values()];
  const type = parts.find((part) => part.type !== 'Opaque')?.type ?? 'Opaque';
  return { ...first, type, keys, usedBy: [...new Set(parts.flatMap(({ usedBy }) => usedBy))] };
}
