import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { setImage } from '../../src/release/release-file.ts';
import { isClean } from '../../src/write/change.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { inputOf, type Tree } from '../laws/config-changes.ts';
import { sideOf, type Side } from '../laws/there-and-back.ts';
import { aFolder, get, options } from './helpers.ts';

const helm = { packaging: { kind: 'helm' } };
const charts = { packaging: { kind: 'helm', layout: 'per-component' } };
const harbor = { registry: { kind: 'harbor', host: 'harbor.example.com', project: 'shop' } };
const worker = { components: { worker: { build: { context: 'worker' }, routes: [] } } };

const sides = new Map<string, Side>();
function side(...trees: readonly Tree[]): Side {
  const key = JSON.stringify(trees);
  const known = sides.get(key) ?? sideOf(parseConfig(inputOf(...trees)));
  sides.set(key, known);
  return known;
}
const written = (root: string, { files, theirs }: Side): void => {
  resync(root, files, { ...options, theirs });
  expect(
    planChanges(root, files, { ...options, theirs }).every((change) => isClean([change])),
  ).toBe(true);
};

/** What stands in the release file of dev. */
const releases = (root: string, { plan }: Side): string =>
  readFileSync(join(root, plan.environments[0]?.releaseFile ?? ''), 'utf8');

/** CI releases a component in dev. */
function release(root: string, { plan }: Side, name: string): void {
  const component = plan.components.find((one) => one.name === name);
  const path = join(root, plan.environments[0]?.releaseFile ?? '');
  const repository = component?.image.repository ?? '';
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    setImage(text, { repository, tag: 'a'.repeat(40), digest: `sha256:${'1'.repeat(64)}` }),
  );
}

const packagings: readonly (readonly [string, Tree])[] = [
  ['kustomize', {}],
  ['one chart', helm],
  ['charts', charts],
];

test.each(packagings)(
  '%s: an entry that nothing ever filled goes with its component',
  (_, packaging) => {
    const root = aFolder();
    const [two, three] = [side(packaging), side(packaging, worker)];
    written(root, two);
    const before = releases(root, two);
    written(root, three);
    expect(releases(root, three)).toContain('worker');
    written(root, two);
    expect(releases(root, two)).toBe(before);
  },
);

test.each(packagings)(
  '%s: an entry that nothing ever filled goes with the name of its image',
  (_, packaging) => {
    const root = aFolder();
    const [one, other] = [side(packaging), side(packaging, harbor)];
    written(root, one);
    const before = releases(root, one);
    written(root, other);
    expect(releases(root, other)).not.toContain('ghcr.io');
    expect(releases(root, other).match(/harbor\.example\.com/g)).toHaveLength(2);
    written(root, one);
    expect(releases(root, one)).toBe(before);
  },
);

test.each(packagings)('%s: what CI filled keeps its value under the new name', (_, packaging) => {
  const root = aFolder();
  const [one, other] = [side(packaging), side(packaging, harbor)];
  written(root, one);
  release(root, one, 'api');
  written(root, other);
  expect(releases(root, other)).toContain('a'.repeat(40));
  expect(releases(root, other)).not.toContain('ghcr.io');
});

test('an entry that CI filled stays on the list without its component, and so does what people wrote', () => {
  const root = aFolder();
  const [two, three] = [side(), side(worker)];
  written(root, three);
  release(root, three, 'worker');
  written(root, two);
  expect(releases(root, two)).toContain('orders-worker');

  written(root, three);
  const path = three.plan.environments[1]?.releaseFile ?? '';
  const text = get(root, path).replace(
    /( *- name: \S*orders-worker\n)/,
    '$1    newName: mirror/worker\n',
  );
  writeFileSync(join(root, path), text);
  written(root, two);
  expect(get(root, path)).toContain('newName: mirror/worker');
});

test.each(packagings)(
  '%s: the tables of the README follow the config, and its text is its owner’s',
  (_, packaging) => {
    const root = aFolder();
    const [two, three] = [side(packaging), side(packaging, worker)];
    written(root, two);
    const before = get(root, 'README.md');
    const mine = before.replace(/^# .*$/m, '# My orders\n\nMy words.').concat('\n## My end\n');
    writeFileSync(join(root, 'README.md'), mine);
    written(root, three);
    const now = get(root, 'README.md');
    for (const word of ['# My orders', 'My words.', '## My end', 'worker'])
      expect(now).toContain(word);
    written(root, two);
    expect(get(root, 'README.md')).toBe(mine);
  },
);
