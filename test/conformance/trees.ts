import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Config } from '../../src/config/config.ts';
import { configSchema, type ConfigInput } from '../../src/config/schema/schema.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { everythingBehindConfigs } from '../laws/everything.ts';
import { accepted } from '../config/arbitrary.ts';
import { hitsOf, optionsOf } from '../config/walk.ts';

/** A generated repository on disk, and the words by which a failure names it. */
export interface NamedTree {
  readonly name: string;
  readonly folder: string;
}

/**
 * Repositories behind each back-end for routes, in each packaging: random
 * configs say few of these with hosts, TLS and several policies at once.
 */
export function routedTrees(): readonly NamedTree[] {
  const root = mkdtempSync(join(tmpdir(), 'routed-trees-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  return Object.entries(everythingBehindConfigs).flatMap(([backEnd, config]) =>
    packagings.map((packaging) => {
      const folder = join(root, `${backEnd}-${packaging.kind}`);
      const environments = config.environments.map((environment, index) =>
        index === 1 ? { ...environment, hosts: ['a.example.com', 'b.example.com'] } : environment,
      );
      writeTree(folder, { ...config, environments, packaging });
      return { name: `${backEnd} in ${folder}`, folder };
    }),
  );
}

const packagings: readonly Config['packaging'][] = [
  { kind: 'kustomize' },
  { kind: 'helm', layout: 'umbrella' },
];

const wantedTrees = 25;
const candidates = 600;

/** Repositories generated from random configs that cover all pairs of options, each one said or not said. */
export async function randomTrees(): Promise<readonly NamedTree[]> {
  const { chosen, covered, coverable } = pairwise(accepted(candidates, 42).configs, wantedTrees);
  process.stdout.write(
    `random trees: ${chosen.length} configs cover ${covered} of ${coverable} pairs of ` +
      `options that ${candidates} random configs say ` +
      `(${((100 * covered) / coverable).toFixed(1)} %)\n`,
  );
  const root = mkdtempSync(join(tmpdir(), 'random-trees-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  return chosen.map(({ input, config }, index) => {
    const folder = join(root, `tree-${index}`);
    // Some as their people keep them after they have left us.
    writeTree(folder, config, index % 5 === 4 ? 'standalone' : 'generated');
    writeFileSync(join(root, `tree-${index}.json`), JSON.stringify(input, null, 2));
    return { name: `random tree ${index} (${folder}.json)`, folder };
  });
}

/** Writes all files of a config, modes too. */
export function writeTree(
  folder: string,
  config: Config,
  upkeep: Plan['upkeep'] = 'generated',
): void {
  for (const file of allFiles(makePlan(config, upkeep))) {
    const path = join(folder, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, render(file));
    if (file.executable) chmodSync(path, 0o755);
  }
}

interface Candidate {
  readonly input: ConfigInput;
  readonly config: Config;
}

/** Greedily takes the config that adds most new pairs, until `limit` configs are taken or nothing is new. */
export function pairwise(
  all: readonly Candidate[],
  limit: number,
): { readonly chosen: readonly Candidate[]; readonly covered: number; readonly coverable: number } {
  const options = optionsOf(configSchema);
  const remaining = new Map(all.map((candidate) => [candidate, pairsOf(candidate, options)]));
  const coverable = new Set<number>();
  for (const pairs of remaining.values()) for (const pair of pairs) coverable.add(pair);
  const covered = new Set<number>();
  const chosen: Candidate[] = [];
  while (chosen.length < limit) {
    const gains = [...remaining].map(([candidate, pairs]) => ({
      candidate,
      pairs,
      gain: pairs.reduce((sum, pair) => sum + (covered.has(pair) ? 0 : 1), 0),
    }));
    const best = gains.reduce((a, b) => (b.gain > a.gain ? b : a));
    if (best.gain === 0) break;
    chosen.push(best.candidate);
    for (const pair of best.pairs) covered.add(pair);
    remaining.delete(best.candidate);
  }
  return { chosen, covered: covered.size, coverable: coverable.size };
}

/** Numbers of the pairs of (option, said or not) that a config has. */
function pairsOf({ input }: Candidate, options: readonly string[]): readonly number[] {
  const said = new Set(hitsOf(configSchema, input));
  const facts = options.map((option, index) => index * 2 + (said.has(option) ? 1 : 0));
  const width = options.length * 2;
  return facts.flatMap((a, index) => facts.slice(index + 1).map((b) => a * width + b));
}
