import { labelKeys } from './labels.ts';
/** Names of a component's objects: the service's with one component, else `<service>-<component>`. */
export const objectNameOf = (service: string, component: string, components: number): string =>
  components === 1 ? service : `${service}-${component}`;

/** The namespace of an environment. */
export const namespaceOf = (system: string, environment: string): string =>
  `${system}-${environment}`;

/** The AppProject of the Application that manages those of the environments. */
export const rootProjectOf = (service: string): string => `${service}-root`;

/** The secret that `secretEnv` names live in unless said otherwise. */
export const appSecretOf = (service: string): string => `${service}-secrets`;

/** A variable's name for a store's connection URL: `postgres-userdata` → `POSTGRES_USERDATA_URL`. */
export const storeVariableOf = (store: string): string =>
  `${store.toUpperCase().replaceAll('-', '_')}_URL`;

/** The environment variable that says what the broker calls a topic: `task-events` → `TOPIC_TASK_EVENTS`. */
export const topicVariableOf = (topic: string): string =>
  `TOPIC_${topic.toUpperCase().replaceAll('-', '_')}`;

/** The environment variables that say what Dapr calls its components. */
export const daprVariables = { pubsub: 'PUBSUB_NAME', state: 'STATE_STORE_NAME' } as const;

/** Variables that every container gets: who its pod is, for logs and traces. */
export const podVariables = {
  K8S_POD_NAME: 'metadata.name',
  K8S_NAMESPACE: 'metadata.namespace',
  K8S_NODE_NAME: 'spec.nodeName',
  K8S_DEPLOYMENT_NAME: `metadata.labels['${labelKeys.name}']`,
} as const;

/** The Dockerfile that a folder has unless said otherwise. */
export const usualDockerfileOf = (context: string): string =>
  context === '.' ? 'Dockerfile' : `${context}/Dockerfile`;

/** The Python module of a component: one of its own when it shares its folder, which its own Dockerfile shows. */
export const pythonModuleOf = (
  component: string,
  { context, dockerfile }: { readonly context: string; readonly dockerfile?: string | undefined },
): string =>
  dockerfile === undefined || dockerfile === usualDockerfileOf(context)
    ? 'app.main'
    : `app.${component.replaceAll('-', '_')}_main`;

/** A title as the name of a file: lower case and dashes. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** The file of an extra check in Python, without its folder and ending. */
export const checkModuleOf = (check: string): string => check.replace(/[^a-z0-9]/g, '_');

/** The variables in a text, `${DOMAIN}` by its name, each once. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\$\{([A-Z][A-Z0-9_]*)\}/g)].map(([, name = '']) => name)),
];
