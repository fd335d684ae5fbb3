/** Stands in for the package when a test reads the config of an example: keeps what it was given. */
export class GitOpsService {
  constructor(config: unknown) {
    const kept: unknown = Reflect.get(globalThis, 'configOfExample');
    if (Array.isArray(kept)) kept.push(config);
  }

  synth(): void {
    // Nothing is written: the test wants the config.
  }
}
