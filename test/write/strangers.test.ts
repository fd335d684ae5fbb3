import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import type { FileSpec } from '../../src/render/spec.ts';
import { makePlan } from '../plan/make-plan.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { aFolder, get, options, put, treeOf } from './helpers.ts';

const release = 'chart/release-dev.yaml';
const charts = 'charts/release-dev.yaml';

/** The release files of a service with charts. */
function wantedOf(components: readonly string[], layout = 'umbrella'): readonly FileSpec[] {
  const described = Object.fromEntries(
    components.map((name) => [name, { build: { context: name }, routes: [] }]),
  );
  const config = parseConfig({
    name: 'orders',
    repository: 'https://github.com/acme/orders',
    components: described,
    packaging: { kind: 'helm', layout },
  });
  return allFiles(makePlan(config)).filter(({ path }) => /^charts?\/release-/.test(path));
}

const refusal = (message: string): unknown => expect.objectContaining({ message, exitCode: 2 });

test.each([
  ['umbrella', release, (text: string) => `${text}nobody:\n  image:\n    tag: x\n`],
  [
    'per-component',
    charts,
    (text: string) => text.replace('  images:\n', '  images:\n    nobody:\n      tag: x\n'),
  ],
])(
  'a component that nobody knows is refused in the release file of charts (%s), and nothing is written',
  (layout, path, edit) => {
    const [root, wanted] = [aFolder(), wantedOf(['api', 'mail-sender'], layout)];
    resync(root, wanted, options);
    put(root, path, edit(get(root, path)));
    const before = treeOf(root);
    const message = `${path}: unknown component "nobody" (known: api, mailSender)`;
    expect(() => resync(root, wanted, options)).toThrow(refusal(message));
    expect(() => planChanges(root, wanted, options)).toThrow(refusal(message));
    expect(treeOf(root)).toEqual(before);
  },
);

test('values of other kinds may stand in a release file', () => {
  const [root, wanted] = [aFolder(), wantedOf(['api'])];
  resync(root, wanted, options);
  put(
    root,
    release,
    `${get(root, release)}redis:\n  image: docker.io/library/redis:8.2.2-alpine\nnobody:\n  replicaCount: 2\n`,
  );
  expect(() => resync(root, wanted, options)).not.toThrow();
});

test('a component that leaves the config takes its entry along, and is no stranger until then', () => {
  const root = aFolder();
  resync(root, wantedOf(['api', 'mail-sender']), options);
  expect(get(root, release)).toContain('mailSender');
  resync(root, wantedOf(['api']), options);
  expect(get(root, release)).not.toContain('mailSender');
});
