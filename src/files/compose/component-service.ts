import { relativePath } from '../../domain/paths.ts';
import type { ImagePlan, WorkloadPlan } from '../../plan/plan.ts';
import type { Value } from '../../render/spec.ts';
import { storeOf } from '../../stores/index.ts';
import { localPassword, type LocalStore } from '../../stores/local.ts';

interface ComponentServiceInput {
  readonly storeName: (store: LocalStore) => string;
  /** On this machine; in its container it listens on its own. */
  readonly port: number;
}

/** A component built from its Dockerfile, with the stores that it talks to. */
export function componentService(
  { component, env, secretEnv, stores: own, external }: WorkloadPlan,
  { storeName, port }: ComponentServiceInput,
): Value {
  const stores = [...own, ...external].map((store) => storeOf(store).local(store));
  return {
    profiles: ['app'],
    build: buildOf(component.image),
    init: true,
    read_only: true,
    tmpfs: component.scratch.map(({ path }) => tmpfs(path, component.user)),
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    environment: {
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, literal(value)])),
      ...Object.fromEntries(secretEnv.map(({ variable }) => [variable, localPassword])),
      ...Object.fromEntries(stores.map((store) => [store.variable, store.url(storeName(store))])),
    },
    ports: [`127.0.0.1:${String(port)}:${String(component.port)}`],
    ...(stores.length === 0
      ? {}
      : {
          depends_on: Object.fromEntries(
            stores.map((store) => [storeName(store), { condition: 'service_healthy' }]),
          ),
        }),
  };
}

/** Docker lets everybody write to /tmp; any other folder gets an owner. */
const tmpfs = (path: string, user: number): string =>
  path === '/tmp' ? path : `${path}:uid=${String(user)},gid=${String(user)}`;

/** Compose reads the Dockerfile's path from the context. */
const buildOf = ({ context, dockerfile }: ImagePlan): Value => ({
  context,
  dockerfile: relativePath(context, dockerfile),
});

/** Compose would put a variable in place of a dollar sign. */
const literal = (value: string): string => value.replaceAll('$', '$$$$');
