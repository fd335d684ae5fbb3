import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config/config.ts';
import type { Fact } from '../../src/domain/fact.ts';
import { clusterFacts } from '../../src/files/facts/cluster-facts.ts';
import { allFiles, peoplesFiles } from '../../src/files/index.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { isUnreleased } from '../../src/domain/unreleased.ts';
import { imagesOf, setImage } from '../../src/release/release-file.ts';
import { render } from '../../src/render/render.ts';
import type { FileSpec } from '../../src/render/spec.ts';
import { consequencesOf } from '../../src/review/consequences/consequences.ts';
import { ALL, consequenceLines, guardOf } from '../../src/review/consequences/gate.ts';
import { isClean } from '../../src/write/change.ts';
import { recordedAt } from '../../src/write/lived-in.ts';
import { planChanges, resync } from '../../src/write/resync.ts';
import { bytesOf, lostWords } from '../write/lived-folder.ts';
import { makePlan } from '../plan/make-plan.ts';

/** What a config wants. */
export interface Side {
  readonly plan: Plan;
  readonly files: readonly FileSpec[];
  readonly theirs: readonly string[];
  readonly facts: readonly Fact[];
}

export function sideOf(config: Config): Side {
  const plan = makePlan(config);
  return { plan, files: allFiles(plan), theirs: peoplesFiles(plan), facts: clusterFacts(plan) };
}

const options = { takeOver: false, toolVersion: '1.0.0' };

/** What is wrong with a way there and back in a repository that nobody has touched. */
export function untouchedBreaches(a: Side, b: Side): readonly string[] {
  return inFolder((root) => {
    const breaches = (side: Side, index: number): readonly string[] =>
      stepBreaches(root, side, `step ${String(index + 1)}`);
    const there = [a, b, a].flatMap(breaches);
    return there.length > 0 ? there : [...managedBreaches(root, a), ...leftBreaches(root, a, b)];
  });
}

/** What is lost on a way there and back of what people and CI wrote. */
export function livedInBreaches(a: Side, b: Side): readonly string[] {
  return inFolder((root) => {
    const words: string[] = [];
    const steps = [a, b, a];
    for (const [index, side] of steps.entries()) {
      const before =
        index === 0 ? new Map<string, string>() : runningIn(root, steps[index - 1] ?? a);
      const breaches = stepBreaches(root, side, `step ${index + 1}`);
      if (breaches.length > 0) return breaches;
      const lost = lostWords(bytesOf(root), words).map((word) => `step ${index + 1} loses ${word}`);
      const now = runningIn(root, side);
      const stopped = [...before].flatMap(([image, release]) =>
        now.has(image) && now.get(image) !== release
          ? [`step ${index + 1}: ${image} ran ${release}, now ${String(now.get(image))}`]
          : [],
      );
      if (lost.length + stopped.length > 0) return [...lost, ...stopped];
      words.push(...liveIn(root, side, index));
      release(root, side, index);
      if (!isClean(planChanges(root, side.files, { ...options, theirs: side.theirs })))
        return [`edits of step ${index + 1} are drift`];
    }
    return [];
  });
}

function inFolder(work: (root: string) => readonly string[]): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), 'there-and-back-'));
  try {
    return work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function stepBreaches(root: string, side: Side, step: string): readonly string[] {
  const { files, theirs, facts } = side;
  const refusal = refusalBreaches(root, side);
  if (refusal.length > 0) return refusal.map((line) => `${step}: ${line}`);
  try {
    // What no server accepts has been refused, and the files must be able to follow all the same.
    resync(root, files, { ...options, theirs, facts });
  } catch (error) {
    return String(error instanceof Error ? error.message : error)
      .split('\n')
      .map((line) => `${step}: ${line}`);
  }
  const changes = planChanges(root, files, { ...options, theirs });
  return changes
    .filter((change) => !isClean([change]))
    .map(({ path, kind, reason }) => `${step} is not clean: ${path}: ${kind}, ${reason}`);
}

/** What is wrong with how a step is refused of which every consequence is accepted: only what no server accepts is. */
function refusalBreaches(root: string, { files, theirs, facts }: Side): readonly string[] {
  const refused = consequencesOf(recordedAt(root, { clone: root, wanted: facts }), facts).filter(
    ({ level }) => level === 'refused',
  );
  if (refused.length === 0) return [];
  const before = bytesOf(root);
  try {
    resync(root, files, { ...options, theirs, facts, guard: guardOf(facts, [ALL]) });
    return [`is not refused: ${refused.map(({ id }) => id).join(', ')}`];
  } catch (error) {
    const expected = [
      'nothing was written, because of what it would do on the clusters:',
      ...consequenceLines(refused),
    ].join('\n');
    const said = error instanceof Error ? error.message : String(error);
    // A file in the way is told before.
    if (said !== expected && !/file\(s\) must not be changed|must be a/.test(said)) return [said];
  }
  const after = bytesOf(root);
  const isSame = [...before].every(([path, bytes]) => after.get(path) === bytes);
  return isSame && before.size === after.size ? [] : ['is refused, and something is written'];
}

/** Our files as they are wanted, byte for byte; of shared ones our part is, or the step would not be clean. */
function managedBreaches(root: string, { files }: Side): readonly string[] {
  return files
    .filter(({ ownership }) => ownership.kind === 'managed')
    .filter(
      (spec) =>
        !existsSync(join(root, spec.path)) ||
        readFileSync(join(root, spec.path), 'utf8') !== render(spec),
    )
    .map(({ path }) => `${path} is not as it was`);
}

/** A sample, or the manifest of an application. */
const isTheirs = ({ ownership, origin }: FileSpec): boolean =>
  ownership.kind === 'sample' || origin.feature === 'starter';

/** Files that are left of the way, and nobody's. */
function leftBreaches(root: string, a: Side, b: Side): readonly string[] {
  const known = new Set([
    ...a.files.map(({ path }) => path),
    ...b.files.filter(isTheirs).map(({ path }) => path),
    ...a.theirs,
  ]);
  return [...bytesOf(root).keys()]
    .filter((path) => !known.has(path) && !path.startsWith('.gitops/'))
    .map((path) => `${path} is left`);
}

/** What people write into files that are theirs, or partly so; the words of it. */
export function liveIn(
  root: string,
  { files }: Pick<Side, 'files'>,
  step: number,
): readonly string[] {
  return files.flatMap(({ path, content, ownership }) => {
    if (ownership.kind === 'managed' || !existsSync(join(root, path))) return [];
    const word = `mine-${String(step)}-${path.replaceAll(/[^a-z0-9]/g, '-')}`;
    const text = readFileSync(join(root, path), 'utf8');
    const isJson = content.kind === 'json';
    if (isJson && !text.startsWith('{\n')) return [];
    writeFileSync(
      join(root, path),
      isJson ? text.replace('{\n', `{\n  "${word}": true,\n`) : `# ${word}\n${text}# ${word}-end\n`,
    );
    return isJson ? [word] : [word, `${word}-end`];
  });
}

/** What each environment runs, by its name and the component. */
export function runningIn(root: string, { plan }: Pick<Side, 'plan'>): Map<string, string> {
  return new Map(
    plan.environments.flatMap(({ name, releaseFile }) => {
      const images = imagesOf(readFileSync(join(root, releaseFile), 'utf8'));
      return plan.components.flatMap((component): [string, string][] => {
        const found = images.find(({ repository }) => repository === component.image.repository);
        return found === undefined || isUnreleased(found)
          ? [[`${name} ${component.name}`, 'nothing']]
          : [[`${name} ${component.name}`, `${String(found.tag)}@${String(found.digest)}`]];
      });
    }),
  );
}

/** CI releases what has not been released yet, the first component of the last step aside. */
function release(root: string, { plan }: Side, step: number): void {
  for (const { name, releaseFile } of plan.environments) {
    const running = runningIn(root, { plan });
    const path = join(root, releaseFile);
    for (const [index, component] of plan.components.entries()) {
      if (running.get(`${name} ${component.name}`) !== 'nothing') continue;
      const tag = `${String(step)}${String(index)}${'a'.repeat(38)}`;
      const digest = `sha256:${tag}${'0'.repeat(24)}`;
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, setImage(text, { repository: component.image.repository, tag, digest }));
    }
  }
}
