import { Commented } from '../../render/spec.ts';
import { action, expression, type Mapping } from '../workflows/workflow.ts';

/** The step that gets a token of the GitHub App, where there is one. */
export const pushToken: Mapping = action(
  'Get a token that may push to a protected branch',
  'actions/create-github-app-token',
  {
    'client-id': expression('vars.RELEASE_APP_CLIENT_ID'),
    'private-key': expression('secrets.RELEASE_APP_PRIVATE_KEY'),
    'permission-contents': 'write',
  },
  { id: 'app', if: expression("vars.RELEASE_APP_CLIENT_ID != ''") },
);

/** The environment of a step that pushes a release, with more of its own. */
export const pushEnvironment = (more: Mapping): Commented =>
  new Commented(
    { ...more, ...gitIdentity, ...gitCredentials },
    {
      before:
        'git reads these settings: the token is sent to this server only, and never written ' +
        'to disk.',
    },
  );

const gitIdentity: Mapping = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'github-actions[bot]'],
    [`GIT_${role}_EMAIL`, '41898282+github-actions[bot]@users.noreply.github.com'],
  ]),
);

/** The empty helper comes first: it forgets those of the runner, which could keep the token. */
const gitCredentials: Mapping = {
  PUSH_TOKEN: expression('steps.app.outputs.token || github.token'),
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: `credential.${expression('github.server_url')}.helper`,
  GIT_CONFIG_VALUE_0: '',
  GIT_CONFIG_KEY_1: `credential.${expression('github.server_url')}.helper`,
  GIT_CONFIG_VALUE_1: '!f() { echo username=x-access-token; echo "password=${PUSH_TOKEN}"; }; f',
};
