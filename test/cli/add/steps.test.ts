import { expect, test } from 'vitest';
import { add, aProject, configIn } from './a-project.ts';

const stepsOf = (outcome: { readonly data: unknown }): string =>
  (outcome.data as { readonly nextSteps: readonly string[] }).nextSteps.join('\n');

test.each([
  ['node', 'Write the lockfile of web and commit it: (cd web && npm install)'],
  [
    'python',
    'Write the lockfile of web and commit it: (cd web && uv lock) (needs: pipx install uv',
  ],
])('a component in %s needs its lockfile', async (runtime, step) => {
  const outcome = await add(aProject('minimal'), 'component', { words: ['web'], runtime });
  expect(stepsOf(outcome)).toContain(step);
});

test('an environment needs its Application and the AppProject that admits it', async () => {
  const folder = aProject('minimal');
  const outcome = await add(folder, 'environment', { words: ['qa'], 'promoted-from': 'dev' });
  expect(stepsOf(outcome)).toContain(
    'kubectl apply -f argocd/project.yaml -f argocd/applications/qa.yaml',
  );
  expect(configIn(folder)).toContain(
    "qa: { branch: 'qa', deploy: 'on-promotion', production: false }",
  );
});

test('with a root app it is merged, with push delivery there is nothing to apply', async () => {
  const config = (delivery: string): string =>
    `import { GitOpsService } from 'create-gitops-service';
new GitOpsService({ name: 'orders', repository: 'https://github.com/acme/orders',
  components: { server: {} }, delivery: ${delivery} }).synth();
`;
  const asked = { words: ['qa'], 'promoted-from': 'prod' };
  const rooted = aProject('minimal', config("{ kind: 'argocd', rootApp: true }"));
  expect(stepsOf(await add(rooted, 'environment', asked))).toContain(
    'kubectl apply -f argocd/root.yaml',
  );
  // The last environment is production, which a config need not say.
  expect(configIn(rooted)).not.toContain('production');
  const between = aProject('minimal', config("{ kind: 'argocd', rootApp: true }"));
  expect(
    stepsOf(await add(between, 'environment', { ...asked, 'promoted-from': 'dev' })),
  ).toContain('Merge it into main');
  const pushed = aProject('minimal', config("{ kind: 'push' }"));
  expect(stepsOf(await add(pushed, 'environment', asked))).not.toMatch(/apply|Merge/);
});
