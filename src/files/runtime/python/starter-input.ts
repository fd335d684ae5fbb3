import type { PythonToolchain } from '../../../plan/runtime/runtime.ts';
import { InternalError } from '../../../errors.ts';
import type { StarterRequest } from '../contract.ts';
import type { StoreCheck } from '../on-node/starter-input.ts';

/** Everything that shapes the starter application of one folder. */
export interface PythonStarterInput {
  readonly description: string;
  /** The folder, without slashes at its ends; '' is the project root. */
  readonly context: string;
  readonly toolchain: Pick<PythonToolchain, 'version' | 'packageManager'>;
  /** What is started from this folder, one module each; at least one. */
  readonly components: readonly [PythonComponentInput, ...PythonComponentInput[]];
}

/** One of the components that share the folder. */
export interface PythonComponentInput {
  readonly name: string;
  /** Started with `python -m`: `app.main`. */
  readonly module: string;
  readonly port: number;
  readonly livePath: string;
  readonly readyPath: string;
  /** Where Prometheus asks; empty when it does not. */
  readonly metricsPath: string;
  readonly checks: readonly StoreCheck[];
  /** Topics whose events it takes. */
  readonly topics: readonly string[];
  /** Static folders that the image gets too, relative to the context. */
  readonly copy: readonly string[];
  /** Extra checks of pull requests, by name. */
  readonly scripts: readonly string[];
}

/** What is asked for, for one application that starts every component of its folder. */
export function pythonStarterInput(
  { description, context, components }: StarterRequest,
  toolchain: PythonToolchain,
): PythonStarterInput {
  const [first, ...more] = components.flatMap(({ runtime, ...component }) =>
    runtime.kind === 'python' ? [{ ...component, module: runtime.module, copy: runtime.copy }] : [],
  );
  if (first === undefined) throw new InternalError(`no component in Python in "${context}"`);
  return { description, context, toolchain, components: [first, ...more] };
}
