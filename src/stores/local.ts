import type { Value } from '../render/spec.ts';

/** A store on a developer's machine, as a service of compose. */
export interface LocalStore {
  readonly key: string;
  readonly variable: string;
  readonly image: string;
  readonly command: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Where it listens, here and in its container. */
  readonly port: number;
  /** The folder of its container that holds the data. */
  readonly dataFolder: string;
  /** What tells that it answers, as compose has it. */
  readonly healthcheck: readonly string[];
  /** Its connection URL, for whoever finds it under this name, and at its own port unless at another. */
  url(host: string, port?: number): string;
}

/** The password of every store here; nothing but this machine reaches it. */
export const localPassword = 'local';

/** The volume that keeps a store's data. */
export const volumeOf = ({ key }: Pick<LocalStore, 'key'>): string => `${key}-data`;

/** One store as a compose service, reachable from this machine only. */
export const localService = (store: LocalStore, port: number): Value => ({
  image: store.image,
  ...(store.command === undefined ? {} : { command: store.command }),
  environment: store.environment,
  ports: [`127.0.0.1:${port}:${store.port}`],
  volumes: [`${volumeOf(store)}:${store.dataFolder}`],
  healthcheck: { test: store.healthcheck, interval: '5s', timeout: '3s', retries: 20 },
});
