import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tryParse } from '../../../src/config/parse/parse.ts';
import { accepted } from '../../config/arbitrary.ts';
import { makePlan } from '../../plan/make-plan.ts';
import { sampleSize } from '../../sample.ts';
import { modelOf, ofKind, type Model } from '../model.ts';
import { isAdmitted, type End, type Pod } from './cni.ts';
import { declaredTraffic, isDeclared, type Traffic } from './declared.ts';
import { writtenInto } from './written.ts';

/** Ends that nobody declares, unless a config says so. */
const strangers = (namespace: string): readonly End[] => [
  { name: 'stranger beside', namespace, labels: { 'app.kubernetes.io/name': 'stranger' } },
  { name: 'stranger elsewhere', namespace: 'elsewhere', labels: { 'k8s-app': 'kube-dns' } },
  { name: 'stranger of the cluster', namespace: 'kube-system', labels: { 'k8s-app': 'proxy' } },
  { name: 'metadata of the node', ip: '169.254.169.254' },
  { name: 'address', ip: '203.0.113.99' },
  { name: 'private address', ip: '10.0.0.1' },
  { name: 'IPv6 address', ip: '2001:db8:ffff::1' },
  { name: 'metadata of the node over IPv6', ip: 'fd00:ec2::254' },
  // Where URLs lead that nobody can tell the purpose of.
  { name: 'linked address', ip: '10.9.8.7' },
  { name: 'linked pod', namespace: 'other', labels: { app: 'api' } },
];

/** What the policies admit and nobody declares, and the other way round. */
function breachesOf(model: Model, { pods, sends, receives }: Traffic): readonly string[] {
  const { namespace } = model.environment;
  const policies = ofKind(model, 'NetworkPolicy');
  const edges = [...sends, ...receives];
  const ends = [
    ...pods,
    ...strangers(namespace),
    ...edges.map(({ other }) => other.sample(namespace)),
  ];
  const distinct = [...new Map(ends.map((end) => [end.name, end])).values()];
  const ports = [...new Set([...edges.map(({ port }) => port), 22, 53, 80, 443, 8080])];
  const isOwn = (end: End): end is Pod => pods.some(({ name }) => name === end.name);
  return distinct.flatMap((from) =>
    distinct.flatMap((to) =>
      !isOwn(from) && !isOwn(to)
        ? []
        : ports.flatMap((port) =>
            ['TCP', 'UDP', 'SCTP'].flatMap((protocol) => {
              const wanted =
                (!isOwn(from) || isDeclared(sends, { pod: from, other: to, port, protocol })) &&
                (!isOwn(to) || isDeclared(receives, { pod: to, other: from, port, protocol }));
              const attempt = `${from.name} → ${to.name}:${port}/${protocol}`;
              return wanted === isAdmitted(policies, namespace, { from, to, port, protocol })
                ? []
                : [wanted ? `${attempt} is declared and stopped` : `nobody declares ${attempt}`];
            }),
          ),
    ),
  );
}

const inputs = accepted(sampleSize(400, 120), 21).configs.map(({ input }) => input);
const seen = { environments: 0, edges: 0 };

test('policies admit what a config declares and what its URLs dial, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...inputs).chain((input) => writtenInto(input)),
      ({ input, written }) => {
        const outcome = tryParse(input);
        if ('issues' in outcome) throw new Error(JSON.stringify(outcome.issues));
        const { config } = outcome;
        const plan = makePlan(config);
        for (const [index, environment] of plan.environments.entries()) {
          const here = config.environments[index];
          if (here === undefined) throw new Error('an environment that no config has');
          const model = modelOf(plan, environment);
          const traffic = declaredTraffic(config, here, { model, written });
          seen.environments += 1;
          seen.edges += traffic.sends.length + traffic.receives.length;
          expect(breachesOf(model, traffic).slice(0, 5)).toEqual([]);
        }
      },
    ),
    { numRuns: sampleSize(300, 60), seed: 5 },
  );
  console.log(`${seen.edges} declared edges in ${seen.environments} environments`);
  expect(seen.edges).toBeGreaterThan(500);
});
