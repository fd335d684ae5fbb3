/** Something the service depends on, and how to ask whether it works. */
export interface Dependency {
  readonly name: string;
  /** Without it no request can be answered: the pod gets no traffic. */
  readonly critical: boolean;
  /** Resolves when the dependency answers, rejects when it does not. */
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
  /** Told why a check failed; the answer itself names no reason, it is public. */
  readonly onFailure?: (name: string, reason: unknown) => void;
}

/** Asks all dependencies at the same time; one that does not answer in time counts as unhealthy. */
export async function readiness({ version, dependencies, timeoutMs = 3000, onFailure = () => {} }: ReadinessInput): Promise<Readiness> {
  const checks = await Promise.all(dependencies.map((dependency) => checkOf(dependency, timeoutMs, onFailure)));
  return { status: statusOf(checks), timestamp: new Date().toISOString(), uptime: Math.floor(process.uptime()), version, checks };
}

/** `unhealthy` when something critical fails, `degraded` when anything else does. */
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
    timer = setTimeout(() => { reject(new Error(`no answer within ${String(timeoutMs)} ms`)); }, timeoutMs);
  });
  try {
    await Promise.race([work(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
