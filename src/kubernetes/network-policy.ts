import { labelKeys } from '../domain/labels.ts';
import type { WavePlan } from '../domain/waves.ts';
import type { KubernetesObject } from '../render/kubernetes-object.ts';
import type { Value } from '../render/spec.ts';
import { exemptFromKubeScore } from './exemptions.ts';
import { syncWave } from './metadata.ts';

/** What is admitted: from where or to where, on which ports. */
export type Rule = Readonly<Record<string, Value>>;

/** TCP ports of a rule. */
export const tcp = (...ports: readonly number[]) =>
  ports.map((port) => ({ protocol: 'TCP', port }));
/** Pods of the same namespace, by their labels. */
export const pods = (matchLabels: Readonly<Record<string, string>>) => ({
  podSelector: { matchLabels },
});
/** Everything in another namespace. */
export const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { [labelKeys.namespaceName]: name } },
});

/** Every pod asks for names. */
export const dns: Rule = {
  to: [{ ...inNamespace('kube-system'), ...pods({ 'k8s-app': 'kube-dns' }) }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/** What a policy is for. */
export interface Target {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  /** Whether an operator makes the pods, so that judges cannot see them. */
  readonly operated?: boolean;
}

/** A NetworkPolicy that refuses whatever its rules do not admit. */
export const policy = (
  { name, labels, selector, operated = false }: Target,
  environment: { readonly waves: WavePlan },
  rules: { readonly ingress: readonly Rule[]; readonly egress: readonly Rule[] },
): KubernetesObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: {
    name,
    labels,
    annotations: {
      ...syncWave(environment, 'configuration'),
      ...exemptFromKubeScore(...(operated ? ['networkpolicy-targets-pod'] : [])),
    },
  },
  spec: { podSelector: { matchLabels: selector }, policyTypes: ['Ingress', 'Egress'], ...rules },
});
