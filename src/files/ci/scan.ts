import type { CiPlan } from '../../plan/plan.ts';
import { goPrograms } from '../workflows/actions.ts';
import { action, run } from '../workflows/workflow.ts';
import type { Mapping } from '../workflows/workflow.ts';

interface BuiltImage {
  readonly repository: string;
  /** Expression with the digest. */
  readonly digest: string;
}

/** Steps that stop on a vulnerability that is high or critical and has a fix. */
export const scanSteps = (scanner: CiPlan['scan'], image: BuiltImage): readonly Mapping[] =>
  scanners[scanner](image);

const scanners: Record<CiPlan['scan'], (image: BuiltImage) => readonly Mapping[]> = {
  trivy: ({ repository, digest }) => [
    action('Scan the image', 'aquasecurity/trivy-action', {
      'image-ref': `${repository}@${digest}`,
      scanners: 'vuln',
      severity: 'CRITICAL,HIGH',
      'ignore-unfixed': true,
      'exit-code': '1',
      cache: 'false',
    }),
  ],
  grype: ({ repository, digest }) => [
    run('Install grype', `GOBIN="\${RUNNER_TEMP}/bin" go install ${goPrograms.grype}`, {
      env: { CGO_ENABLED: '0', GOTOOLCHAIN: 'auto' },
    }),
    repository.startsWith('$')
      ? run(
          'Scan the image',
          '"${RUNNER_TEMP}/bin/grype" "registry:${IMAGE}@${DIGEST}" --only-fixed --fail-on high',
          { env: { IMAGE: repository, DIGEST: digest } },
        )
      : run(
          'Scan the image',
          `"\${RUNNER_TEMP}/bin/grype" "registry:${repository}@\${DIGEST}" --only-fixed --fail-on high`,
          { env: { DIGEST: digest } },
        ),
  ],
};
