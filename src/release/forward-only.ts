import { UserError } from '../errors.ts';
import { fixHint } from '../git/answer.ts';
import { unreleasedTag } from '../domain/unreleased.ts';
import type { EnvironmentPlan } from '../plan/plan.ts';
import type { Service } from './edit.ts';
import { partsOf } from './edit.ts';
import { componentOfImage } from './find.ts';
import { imagesOf } from './release-file.ts';
import type { ReleasedImage } from './release-file.ts';
import { nameOfTag } from './reported-image.ts';
import { distanceOf } from './source-commit.ts';

/** How an edit treats an image that is older than the one it would replace. */
export interface Direction {
  /** Write it anyhow. */
  readonly force: boolean;
  /** A pipeline pushes: outside production the newer image stays, because pipelines may overtake each other. */
  readonly push: boolean;
}

interface ForwardInput {
  readonly environment: EnvironmentPlan;
  /** The release file as it stands. */
  readonly before: string;
  readonly images: readonly ReleasedImage[];
}

/**
 * The images that may be written, with what a reader should know of the others.
 * An image goes back when its source commit is an ancestor of the one that runs; production refuses that.
 * A git that fails says neither, and refuses everything.
 */
export async function forwardOnly(
  service: Service,
  { environment, before, images }: ForwardInput,
  { force, push }: Direction,
): Promise<{ readonly images: readonly ReleasedImage[]; readonly notes: readonly string[] }> {
  if (force || (!environment.production && !push)) return { images, notes: [] };
  const judged = await Promise.all(
    images.map(async (image) => ({
      image,
      ...(await verdictOf(service, partsOf(imagesOf(before), image.repository).tag, image)),
    })),
  );
  const back = judged.filter(({ verdict }) => verdict === 'back');
  if (environment.production && back.length > 0) {
    throw new UserError(
      [
        `this would move ${environment.name} backwards`,
        ...back.map(({ line }) => `  ${line}`),
      ].join('\n'),
      {
        exitCode: 3,
        hint: `To go back on purpose: gitops-service rollback ${environment.name}, or the same command with --force.`,
      },
    );
  }
  const unknown = environment.production
    ? judged.filter(({ verdict }) => verdict === 'unknown')
    : [];
  return {
    images: judged.filter(({ verdict }) => verdict !== 'back').map(({ image }) => image),
    notes: [
      ...back.map(({ line }) => `${line}: kept (use --force to write the older one)`),
      ...unknown.map(({ line }) => line),
    ],
  };
}

interface Verdict {
  readonly verdict: 'fine' | 'back' | 'unknown';
  readonly line: string;
}

async function verdictOf(
  { plan, sources }: Service,
  runs: string | undefined,
  { repository, tag }: ReleasedImage,
): Promise<Verdict> {
  if (runs === undefined || runs === unreleasedTag || runs === tag)
    return { verdict: 'fine', line: '' };
  const component = componentOfImage(plan, repository);
  const distance = await distanceOf(sources, tag, runs);
  if (distance.kind === 'failed')
    throw new UserError(
      `cannot find out whether ${nameOfTag(tag)} of ${component} is older than ${nameOfTag(runs)}, ` +
        `which runs: ${distance.reason}`,
      { exitCode: 3, hint: `${fixHint(distance.reason)} To write it anyhow, use --force.` },
    );
  if (distance.kind === 'unknown')
    return {
      verdict: 'unknown',
      line: `${component}: unknown whether this is older: ${distance.reason}`,
    };
  const isBack = distance.ahead === 0 && distance.behind > 0;
  return {
    verdict: isBack ? 'back' : 'fine',
    line:
      `${component}: ${nameOfTag(tag)} is ${String(distance.behind)} commit(s) ` +
      `older than ${nameOfTag(runs)}, which runs`,
  };
}
