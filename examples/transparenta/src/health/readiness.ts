/** A dependency of the service, and how to check it. */
export interface Dependency {
  readonly name: string;
  /** If true, the pod gets no traffic while the dependency is down. */
  readonly critical: boolean;
  /** Resolves if the dependency responds, rejects if not. */
  readonly check: () => Promise<unknown>;
}

export interface CheckResult {
  readonly name: string;
  readonly status: 'healthy' | 'unhealthy';
  readonly latencyMs: number;
  readonly critical: boolean;
}

export interface Readiness {
  readonly status: 'ok' | 'degraded' | 'unhealthy';
  readonly timestamp: string;
  readonly uptime: number;
  readonly version: string;
  readonly checks: readonly CheckResult[];
}

export interface ReadinessInput {
  readonly version: string;
  readonly dependencies: readonly Dependency[];
  readonly timeoutMs?: number;
  /** Called with the reason of a failed check; the public response contains no reason. */
  readonly onFailure?: (name: string, reason: unknown) => void;
}

/** Checks all dependencies concurrently; one that does not respond in time counts as unhealthy. */
export async function readiness({ version, dependencies, timeoutMs = 3000, onFailure = () => {} }: ReadinessInput): Promise<Readiness> {
  const checks = await Promise.all(dependencies.map((dependency) => checkOf(dependency, timeoutMs, onFailure)));
  return { status: statusOf(checks), timestamp: new Date().toISOString(), uptime: Math.floor(process.uptime()), version, checks };
}

/** `unhealthy` if a critical dependency fails, `degraded` if another one does. */
export function statusOf(checks: readonly CheckResult[]): Readiness['status'] {
  const failed = checks.filter(({ status }) => status === 'unhealthy');
  if (failed.some(({ critical }) => critical)) return 'unhealthy';
  return failed.length > 0 ? 'degraded' : 'ok';
}

async function checkOf({ name, critical, check }: Dependency, timeoutMs: number, onFailure: (name: string, reason: unknown) => void): Promise<CheckResult> {
  const start = performance.now();
  const result = (status: CheckResult['status']): CheckResult => ({ name, status, latencyMs: Math.round(performance.now() - start), critical });
  try {
    await within(timeoutMs, check);
    return result('healthy');
  } catch (reason) {
    onFailure(name, reason);
    return result('unhealthy');
  }
}

async function within(timeoutMs: number, work: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new Error(`no response within ${String(timeoutMs)} ms`)); }, timeoutMs);
  });
  try {
    await Promise.race([work(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
