import { changedIn, differenceOf, stayingOf } from './environment-change.ts';
import type { Row } from './row.ts';
import { secretRenamed } from './secret-names.ts';

const backEndChanged: Row = {
  id: 'secret-backend-changed',
  level: 'dangerous',
  change: 'How secrets reach the cluster: `secrets.kind`',
  happens:
    'From sealed secrets to manual ones, the Secrets are deleted with their SealedSecrets, and new pods ' +
    'cannot start. ' +
    'From manual ones to sealed ones, the controller refuses to replace Secrets that people have made.',
  way:
    'Before it is deployed, take the owner off each Secret, or mark each Secret with the annotation ' +
    'sealedsecrets.bitnami.com/managed=true.',
  find: (change) => {
    const found = differenceOf(change, 'secrets');
    if (found === undefined) return [];
    const what = `secrets: ${found.before} becomes ${found.after}`;
    // Only what is sealed is tied to a scope.
    return change.before.get('environment')?.['scope'] === undefined
      ? [
          {
            what,
            happens:
              'The controller refuses to replace Secrets that people have made: sealed values do not arrive, and the ' +
              'sync waits for them.',
            way:
              'Before it is deployed, mark each Secret (kubectl annotate secret NAME ' +
              'sealedsecrets.bitnami.com/managed=true). Where it is deployed already, also seal the values anew ' +
              '("gitops-service seal" with --all): the controller does not look again by itself.',
          },
        ]
      : [
          {
            what,
            happens:
              'The SealedSecrets leave git, and each Secret is deleted with its own. Pods that run go on; ' +
              'new ones cannot start.',
            way:
              'Before it is deployed, take the owner off each Secret: kubectl patch secret NAME --type ' +
              'json --patch ' +
              '\'[{"op":"remove","path":"/metadata/ownerReferences"}]\'',
          },
        ];
  },
};

const scopeChanged: Row = {
  id: 'sealing-scope-changed',
  level: 'note',
  change: 'What sealed values are tied to: `secrets.scope`',
  happens:
    'Values that are sealed already open as before. The next time that one of a file is sealed, all of it must be.',
  way: 'Run "gitops-service secrets status": it names each file, and which values you need.',
  find: (change) => {
    const found = differenceOf(change, 'scope');
    return found === undefined
      ? []
      : [{ what: `scope of sealed values: ${found.before} becomes ${found.after}` }];
  },
};

const typeChanged: Row = {
  id: 'secret-type-changed',
  level: 'refused',
  change: 'The type of a Secret: the same `secretName` for something else',
  happens: 'The server refuses it: the type of a Secret never changes. The old values stay in it.',
  way: 'Use another name for the new secret.',
  find: (change) =>
    changedIn(stayingOf(change, 'secret'), 'type').map(({ name, old, now }) => ({
      what: `secret ${name}: ${old} becomes ${now}`,
    })),
};

/** Rows about secrets. */
export const secretRows: readonly Row[] = [
  backEndChanged,
  scopeChanged,
  typeChanged,
  secretRenamed,
];
