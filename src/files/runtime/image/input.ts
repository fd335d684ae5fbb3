import type { RuntimePlan } from '../../../plan/runtime/runtime.ts';

/** Everything that shapes the image of one component. */
export interface DockerInput {
  /** The image's title: the name of the service or of the component. */
  readonly title: string;
  readonly description: string;
  /** The address of the repository. */
  readonly source: string;
  /** The folder of the build context, without slashes at its ends; '' is the project root. */
  readonly context: string;
  /** The path of the Dockerfile, relative to the project root. */
  readonly dockerfile: string;
  readonly port: number;
  readonly livePath: string;
  /** The numeric user and group that the service runs as. */
  readonly user: number;
  readonly runtime: RuntimePlan;
}
