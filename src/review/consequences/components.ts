import { handoverCommand } from '../handover.ts';
import { changedIn, goingOf, movedIn, nowOf, stayingOf, twinsOf } from './environment-change.ts';
import type { Row } from './row.ts';
import { thenApply } from './stranded.ts';

const componentRenamed: Row = {
  id: 'component-renamed',
  level: 'dangerous',
  change:
    'The name of the objects of a component: `objectName`, `name`, or a second component beside the only one',
  happens:
    'New objects are made under the new name and the old ones are deleted (with push and kustomize they ' +
    'keep running): ' +
    'who calls the old name gets no answer, the pods start anew, and Dapr reads its topics as another consumer and ' +
    'finds none of its state.',
  way: 'Keep the old name with "objectName" of the component.',
  find: (change) =>
    changedIn(stayingOf(change, 'component'), 'name').map(({ name, old, now }) => ({
      what: `objects of component ${name}: ${old} becomes ${now}`,
      keep: `components.${name}.objectName: '${old}'`,
    })),
};

const componentMoved: Row = {
  id: 'component-moved',
  level: 'dangerous',
  change: 'The namespace of a component: `namespace`',
  happens:
    'Its objects are made again in the other namespace, and deleted in the old one: who calls it there gets no ' +
    'answer, and its pods wait for secrets that are sealed for the new namespace.',
  way:
    'Run "gitops-service secrets init" and "gitops-service seal" in the same change, and give its callers the new ' +
    'host. Then apply argocd/project.yaml and the Applications, or let a root app do it. Between the two it answers ' +
    'nobody.',
  find: (change) =>
    movedIn(stayingOf(change, 'component')).map(({ name, old, now }) => ({
      what: `component ${name}: from ${old} to ${now}`,
      way:
        `In the same change: npx gitops-service secrets init ${change.name}. Fill in its values, then: npx ` +
        `gitops-service seal ${change.name}. Give its callers the new host. ` +
        (nowOf(change, 'root') === undefined ? thenApply(change) : 'A root app does the rest.'),
    })),
};

const componentRemoved: Row = {
  id: 'component-removed',
  level: 'dangerous',
  change: 'A component that leaves an environment: its key goes or changes, or `enabled` is false',
  happens:
    'Its pods, its Service and its routes are deleted; with push and kustomize, or a chart for each component, they ' +
    'keep running, and nobody manages them any more.',
  way:
    'Make sure that nobody calls it any more. If only its key changes, give the new one the old name ' +
    'with "objectName".',
  find: (change) =>
    goingOf(change, 'component').map(([name, is]) => ({
      what: `component ${name}, whose objects are called ${String(is['name'])}`,
      keep: `objectName: '${String(is['name'])}'`,
    })),
};

const imageMoved: Row = {
  id: 'image-moved',
  level: 'dangerous',
  change: 'The name of an image: `registry`, `repository`, `name`, or the key of a component',
  happens:
    'Releases keep their tag and digest under the new name, where nobody has pushed the image: new pods ' +
    'cannot start. ' +
    'Those that run stay until they are replaced or evicted.',
  way: 'Copy the images that run to the new name first, for example: crane copy OLD@DIGEST NEW',
  find: (change) =>
    changedIn(twinsOf(change, 'component'), 'image').map(({ name, old, now }) => ({
      what: `image of component ${name}: ${old} becomes ${now}`,
    })),
};

const portChanged: Row = {
  id: 'port-changed',
  level: 'dangerous',
  change: 'The port of a component: `port`',
  happens:
    'Its NetworkPolicy admits the new port at once, and pods of the old port get no more requests until ' +
    'the new ones are ready.',
  way: 'Admit both ports in a NetworkPolicy of your own until the rollout is done (custom/ of the environment).',
  find: (change) =>
    changedIn(stayingOf(change, 'component'), 'port')
      .filter(({ before, after }) => before['name'] === after['name'])
      .map(({ name, old, now }) => ({ what: `port of component ${name}: ${old} becomes ${now}` })),
};

const autoscalingTurnedOn: Row = {
  id: 'autoscaling-turned-on',
  level: 'dangerous',
  change: 'An autoscaler for a component that runs several pods: `autoscaling`',
  happens: 'One pod runs until the autoscaler acts, because nobody says a number any more.',
  way: 'Keep the number until then by another field manager; the message has the command.',
  find: (change) =>
    stayingOf(change, 'apps/Deployment').flatMap(({ name, before, after }) => {
      const replicas = Number(before['replicas']);
      if (after['replicas'] !== 'autoscaled' || !(replicas > 1)) return [];
      const namespace = nowOf(change, 'namespace');
      return [
        {
          what: `Deployment ${name}: an autoscaler takes over ${String(replicas)} pods`,
          way: `Run this before it is deployed: ${handoverCommand({ namespace, name, replicas })}`,
        },
      ];
    }),
};

const strategyRefused: Row = {
  id: 'strategy-refused',
  level: 'refused',
  change: 'From rolling updates whose numbers were only defaulted to `Recreate`',
  happens:
    'The server refuses it: the numbers that it filled in for the rolling update are its own and stay, ' +
    'beside Recreate.',
  way:
    'Write the numbers of the rolling update into the manifest and deploy that first, or use another ' +
    '"objectName".',
  find: (change) =>
    stayingOf(change, 'apps/Deployment').flatMap(({ name, before, after }) =>
      before['strategy'] === 'RollingUpdate' && after['strategy'] === 'Recreate'
        ? [{ what: `Deployment ${name}: strategy RollingUpdate becomes Recreate` }]
        : [],
    ),
};

/** Fields that no server changes, by kind. */
const fixed: readonly (readonly [kind: string, keys: readonly string[]])[] = [
  ['apps/Deployment', ['selector']],
  ['apps/StatefulSet', ['selector', 'service', 'management', 'claims']],
  ['Service', ['headless']],
  ['PersistentVolumeClaim', ['modes']],
];

const immutableField: Row = {
  id: 'immutable-field',
  level: 'refused',
  change:
    'A field that never changes on the same object: the selector of a workload, all of a StatefulSet but ' +
    'its pods, a ' +
    'headless Service, the access modes of a volume',
  happens: 'The server refuses it, and with Argo CD the whole sync fails.',
  way: 'Let the new object have another name: "objectName".',
  find: (change) =>
    fixed.flatMap(([kind, keys]) =>
      stayingOf(change, kind).flatMap(({ name, before, after }) =>
        keys.flatMap((key) =>
          // To be no longer headless is accepted, and does nothing.
          before[key] === after[key] || after[key] === 'no'
            ? []
            : [
                {
                  what:
                    `${key} of ${kind.replace('apps/', '')} ${name}: ${before[key] ?? 'none'} becomes ` +
                    `${after[key] ?? 'none'}`,
                },
              ],
        ),
      ),
    ),
};

/** Rows about components and their pods. */
export const componentRows: readonly Row[] = [
  componentRenamed,
  componentMoved,
  componentRemoved,
  imageMoved,
  portChanged,
  autoscalingTurnedOn,
  strategyRefused,
  immutableField,
];
