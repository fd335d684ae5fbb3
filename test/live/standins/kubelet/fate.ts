import type { Api, LiveObject } from '../../rig/api.ts';
import type { Container, Pod, Volume } from './pod.ts';

/** What becomes of a container: its image says it, and what it needs of other objects. */
export type Fate =
  | { readonly kind: 'runs' }
  | { readonly kind: 'runs-late' }
  | { readonly kind: 'crashes' }
  | { readonly kind: 'waits'; readonly reason: string; readonly message: string };

/** What becomes of a pod: nothing starts while a volume is missing. */
export interface Fates {
  /** Why its volumes cannot be mounted. */
  readonly mount: string | undefined;
  readonly of: (container: Container) => Fate;
}

/** Finds out what becomes of a pod, as things stand. */
export async function fatesOf(api: Api, pod: Pod): Promise<Fates> {
  const { namespace = '' } = pod.metadata;
  const { spec } = pod;
  const find = memo((path) => api.get<Holder>(`/api/v1/namespaces/${namespace}/${path}`));
  const mount = await firstOf(
    (spec.volumes ?? []).map(async (volume) => {
      const lack = await firstOf(mountsOf(volume).map((need) => lackOf(find, need, namespace)));
      return lack && `MountVolume.SetUp failed for volume "${volume.name}" : ${lack}`;
    }),
  );
  const login = await firstOf(
    (spec.imagePullSecrets ?? []).map(({ name }) =>
      lackOf(find, { kind: 'Secret', name, keys: [] }, namespace),
    ),
  );
  const fates = new Map(
    await Promise.all(
      [...(spec.initContainers ?? []), ...spec.containers].map(async (container) => {
        const pull = pullProblemOf(container.image, login);
        const lack = await firstOf(
          environmentOf(container).map((need) => lackOf(find, need, namespace)),
        );
        return [container.name, fateOf(container.image, pull, lack)] as const;
      }),
    ),
  );
  return { mount, of: ({ name }) => fates.get(name) ?? { kind: 'runs' } };
}

const fateOf = (image: string, pull: string | undefined, lack: string | undefined): Fate => {
  if (pull !== undefined) return { kind: 'waits', reason: 'ImagePullBackOff', message: pull };
  if (lack !== undefined)
    return { kind: 'waits', reason: 'CreateContainerConfigError', message: lack };
  if (hasWord(image, 'crash')) return { kind: 'crashes' };
  return { kind: hasWord(image, 'slow') ? 'runs-late' : 'runs' };
};

/** Why an image cannot be pulled: no such image, or a registry that wants a login which is not there. */
const pullProblemOf = (image: string, login: string | undefined): string | undefined => {
  const absent = /@sha256:0{64}$/.test(image) || hasWord(image, 'nopull');
  const why = absent ? `${image}: not found` : login && `401 Unauthorized (${login})`;
  return why && `Back-off pulling image "${image}": ErrImagePull: failed to pull: ${why}`;
};

/** Whether a word stands in the tag of an image. */
const hasWord = (image: string, word: string): boolean =>
  new RegExp(`:[^@/]*${word}[^@/]*(?:@|$)`).test(image);

/** An object that must be there, with keys that must be in it. */
interface Need {
  readonly kind: keyof typeof resources;
  readonly name: string;
  readonly keys: readonly string[];
}

const resources = { Secret: 'secrets', ConfigMap: 'configmaps' } as const;

interface Holder extends LiveObject {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** What a container's environment is read from; what is optional may be missing. */
const environmentOf = ({ env = [], envFrom = [] }: Container): readonly Need[] => [
  ...envFrom.flatMap(({ secretRef, configMapRef }) => [
    ...needs('Secret', secretRef),
    ...needs('ConfigMap', configMapRef),
  ]),
  ...env.flatMap(({ valueFrom = {} }) => [
    ...needs('Secret', valueFrom.secretKeyRef, keysOf(valueFrom.secretKeyRef)),
    ...needs('ConfigMap', valueFrom.configMapKeyRef, keysOf(valueFrom.configMapKeyRef)),
  ]),
];

const keysOf = (reference?: { readonly key: string }): readonly string[] =>
  reference === undefined ? [] : [reference.key];

/** What a volume is made of. */
const mountsOf = ({ secret, configMap, projected }: Volume): readonly Need[] =>
  [
    { secret: secret && { ...secret, name: secret.secretName }, configMap },
    ...(projected?.sources ?? []),
  ].flatMap((source) => [
    ...needs('Secret', source.secret, itemsOf(source.secret)),
    ...needs('ConfigMap', source.configMap, itemsOf(source.configMap)),
  ]);

const itemsOf = (mounted?: {
  readonly items?: readonly { readonly key: string }[];
}): readonly string[] => (mounted?.items ?? []).map(({ key }) => key);

const needs = (
  kind: Need['kind'],
  reference: { readonly name: string; readonly optional?: boolean } | undefined,
  keys: readonly string[] = [],
): readonly Need[] =>
  reference === undefined || reference.optional === true
    ? []
    : [{ kind, name: reference.name, keys }];

async function lackOf(
  find: (path: string) => Promise<Holder | undefined>,
  { kind, name, keys }: Need,
  namespace: string,
): Promise<string | undefined> {
  const object = await find(`${resources[kind]}/${name}`);
  if (object === undefined) return `${kind.toLowerCase()} "${name}" not found`;
  const key = keys.find((each) => !(each in { ...object.data, ...object.binaryData }));
  return key && `couldn't find key ${key} in ${kind} ${namespace}/${name}`;
}

const firstOf = async (
  texts: readonly Promise<string | undefined>[],
): Promise<string | undefined> => (await Promise.all(texts)).find((text) => text !== undefined);

/** The same answer for the same question, so that a pod asks once for what all its containers read. */
function memo<T>(ask: (question: string) => Promise<T>): (question: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (question) => {
    const answer = answers.get(question) ?? ask(question);
    answers.set(question, answer);
    return answer;
  };
}
