import type { TextValues } from '../../../render/text.ts';

/** A text template with the values it names. */
export interface TextTemplate {
  readonly template: string;
  readonly values: TextValues;
}

/** How the container starts, and how it asks itself whether it lives: programs with their arguments. */
export interface Start {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly health: readonly string[];
}

/** What a runtime adds to a Dockerfile. */
export interface Recipe {
  readonly templates: readonly TextTemplate[];
  /** What the build may see: everything that the Dockerfile copies. */
  readonly allowed: readonly string[];
  /** What tools make inside of that. */
  readonly ignored: readonly string[];
  readonly start: Start;
}
