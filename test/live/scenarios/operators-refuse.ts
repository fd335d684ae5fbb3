import { tryKubectl } from '../rig/kubectl.ts';
import type { Scenario } from '../scenario.ts';

/** An object that its operator has a reason to refuse, though its definition admits it. */
interface Wrong {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: unknown;
  /** What the operator says. */
  readonly refusal: RegExp;
}

const issuerRef = { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt-prod' };

const ruleOf = (expr: string) => ({ groups: [{ name: 'a', rules: [{ alert: 'A', expr }] }] });

const wrongRule: Wrong = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  spec: ruleOf('sum('),
  refusal: /unclosed left parenthesis/,
};

const wrong: readonly Wrong[] = [
  {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    spec: { route: { receiver: 'nobody' }, receivers: [{ name: 'team' }] },
    refusal: /receiver "nobody" not found/,
  },
  {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    spec: { secretName: 'tls', dnsNames: ['a.example.com'], duration: '10m', issuerRef },
    refusal: /duration must be greater than 1h/,
  },
  {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    spec: {
      instances: 1,
      storage: { size: '1Gi' },
      postgresql: { parameters: { listen_addresses: '*' } },
    },
    refusal: /Can't set fixed configuration parameter/,
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    spec: {
      hosts: ['a.example.com'],
      http: [{ route: [{ destination: { host: 'a' }, weight: -5 }] }],
    },
    refusal: /weight -5 < 0/,
  },
];

/** That objects of ours are accepted says something only where the webhooks refuse others. */
export const operatorsRefuse: Scenario = {
  name: 'operators: wrong objects are refused',
  proves: 'The webhooks of the operators are asked: each refuses an object that its schema admits.',
  fault: { breaks: 'the rule that is wrong is right', says: /PrometheusRule was not refused/ },
  run: async (stage) => {
    let rule = wrongRule;
    await stage.plant(() => void (rule = { ...wrongRule, spec: ruleOf('sum(up)') }));
    for (const { refusal, ...object } of [rule, ...wrong]) {
      const { apiVersion, kind } = object;
      await stage.step(`${kind} of ${apiVersion}`, async () => {
        const answer = await tryKubectl(
          stage.rig,
          ['apply', '--dry-run=server', '-f', '-'],
          JSON.stringify({ ...object, metadata: { name: 'wrong', namespace: 'default' } }),
        );
        if (answer.code === 0) throw new Error(`${kind} was not refused`);
        if (!refusal.test(answer.stderr)) throw new Error(`${kind}: ${answer.stderr}`);
      });
    }
  },
};
