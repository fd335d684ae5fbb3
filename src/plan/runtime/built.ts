import type { AnyRuntime, BuiltRuntime, ScratchPlan } from './runtime.ts';

interface Images {
  readonly build: string;
  readonly run: string;
}

/** What the config says about every image that we describe. */
export interface BuiltConfig extends AnyRuntime {
  readonly images: { readonly [Image in keyof Images]?: Images[Image] | undefined };
}

/** What all such runtimes have in common, with the images that we pin unless the config names others. */
export const runtimeBaseOf = (
  { copy, starter, images }: BuiltConfig,
  pinned: Images,
): BuiltRuntime => ({
  copy,
  starter,
  buildImage: images.build ?? pinned.build,
  runImage: images.run ?? pinned.run,
});

/** The one folder that every component may write to. */
export const temporary: ScratchPlan = { name: 'tmp', path: '/tmp', sizeLimit: '64Mi' };
