import { describe, expect, test } from 'vitest';
import { docFiles } from '../../src/files/docs/index.ts';
import { paths } from '../../src/plan/paths.ts';
import { objects } from '../../src/files/k8s/objects.ts';
import type { EnvironmentPlan, Plan } from '../../src/plan/plan.ts';
import { aClusterPlan } from '../bootstrap/plans.ts';
import { aPlan, aSmallPlan } from './a-plan.ts';
import {
  plans,
  documents,
  text,
  watched,
  withEvents,
  twoComponents,
  plan,
  runbooks,
} from './plans.ts';

describe('runbooks', () => {
  test('whoever looks for the reason of an incident reads all pods of a component, by a name that is deployed', () => {
    for (const [name, of] of plans)
      for (const { path, text: said } of documents(of))
        expect(said, `${name}: ${path}`).not.toMatch(
          /kubectl logs [^\n]*deployment\/(?!sealed-secrets)/,
        );
    expect(text(paths.runbook('monitoring'), watched())).toContain(
      'kubectl logs -n budget-prod -l app.kubernetes.io/name=<job> --prefix',
    );
  });

  test('who removes an environment learns how the others get back the dashboards that they shared', () => {
    const page = (of: Plan): string => text(paths.runbook('monitoring'), of);
    expect(page(aClusterPlan())).toContain(
      'kubectl rollout restart -n monitoring deployment/monitoring-grafana',
    );
    expect(page(watched())).not.toContain('rollout restart');
  });

  test('an incident names everything that an environment stands on, and what is lost without it', () => {
    const page = text(paths.runbook('incident'), withEvents());
    expect(page).toMatch(
      /^\| `neon`, outside the cluster .*requests that need it fail \(`api`, `worker`\)/m,
    );
    expect(page).toMatch(/^\| `state` .*Dapr can neither read nor write the state of `api`/m);
    expect(page).toMatch(
      /^\| The Kafka broker.*-c daprd.*no events are sent \(`api`\) or delivered \(`worker`\)/m,
    );
    expect(text(paths.runbook('incident'), twoComponents())).not.toContain('Kafka');
    expect(text(paths.runbook('incident'), aSmallPlan())).not.toContain('| Store |');
  });

  test('only those that the plan has a use for', () => {
    const topics = (of: Plan): string[] =>
      docFiles(of)
        .map(({ path }) => path)
        .filter((path) => path.startsWith('docs/runbooks/'))
        .sort();
    expect(topics(aSmallPlan())).toEqual(
      ['deploy', 'incident', 'rollback', 'secret-rotation'].map(paths.runbook),
    );
    expect(topics(plan)).toEqual(
      [
        'backup-restore',
        'database-maintenance',
        'deploy',
        'incident',
        'remove-a-store',
        'rollback',
        'secret-rotation',
      ].map(paths.runbook),
    );
  });

  test('rollback begins with git; in an emergency automated sync is off in between, the parent first', () => {
    const rollback = text(paths.runbook('rollback'));
    const order = [
      '`--pull-request`',
      'gitops-service rollback prod --push\n',
      'app set budget-server --sync-policy none',
      'app set budget-server-prod --sync-policy none',
      'app rollback budget-server-prod',
      'kubectl apply -f argocd/applications/prod.yaml',
      'kubectl apply -f argocd/root.yaml',
    ].map((step) => rollback.indexOf(step));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(text(paths.runbook('rollback'), aSmallPlan())).not.toContain('root.yaml');
  });

  test('no step does live what Argo CD would undo', () => {
    for (const { path, text: said } of runbooks) {
      const commands = [...said.matchAll(/```bash\n([\s\S]*?)```/g)]
        .map(([, body]) => body)
        .join('\n');
      expect(commands, path).not.toMatch(
        /kubectl (?:rollout undo|set image|edit|scale)|kustomize edit/,
      );
    }
  });

  test('the first deployment applies the first environment at once, the others after their promotion', () => {
    const order = (of: Plan): readonly string[] =>
      [
        ...(text(paths.firstDeploy, of).split('## When environments change')[0] ?? '').matchAll(
          /kubectl apply -f (\S+)|(runbooks\/deploy\.md)/g,
        ),
      ].map(([, file, promotion]) => file ?? promotion ?? '');
    const separate = aPlan({ delivery: { kind: 'argocd' } });
    expect(order(separate)).toEqual([
      paths.appProject,
      paths.application('dev'),
      'runbooks/deploy.md',
      paths.application('prod'),
    ]);
    expect(order(plan)).toEqual([
      paths.appProject,
      paths.application('dev'),
      'runbooks/deploy.md',
      paths.rootApp,
    ]);
    expect(order(aSmallPlan())).toEqual([paths.appProject, paths.application('live')]);
  });

  test('an environment leaves the cluster before it leaves git, and no root app brings it back', () => {
    const later = (of: Plan): string =>
      text(paths.firstDeploy, of).split('## When environments change')[1] ?? '';
    const steps = (of: Plan): readonly string[] =>
      [
        ...later(of).matchAll(/argocd app (?:set|delete)|remove it from the config|kubectl apply/g),
      ].map(([step]) => step);
    expect(steps(plan)).toEqual([
      'argocd app set',
      'argocd app delete',
      'remove it from the config',
      'kubectl apply',
    ]);
    expect(later(plan)).toContain('kubectl apply -f argocd/root.yaml');
    expect(steps(aPlan({ delivery: { kind: 'argocd' } }))).toEqual([
      'argocd app delete',
      'remove it from the config',
    ]);
    for (const of of [plan, aPlan({ delivery: { kind: 'argocd' } })]) {
      expect(later(of)).toContain('argocd app delete <application> --cascade --wait');
      expect(later(of)).toContain('Data stores that hold data stay');
    }
  });

  test('a hotfix first clears the runs that wait, then starts its own', () => {
    const order = [
      'gh run list --workflow deploy-prod.yaml --status waiting',
      'gh run cancel <run>',
      'gh workflow run deploy-prod.yaml --ref main -f hotfix=true',
    ].map((step) => text(paths.runbook('deploy')).indexOf(step));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  test('promotion starts with a look at Argo CD and the logs', () => {
    const [, promote = ''] = text(paths.runbook('deploy')).split('## Promote');
    expect(promote.indexOf('argocd app get budget-server-dev')).toBeLessThan(
      promote.indexOf('gh pr create --base main --head dev'),
    );
    expect(promote).toContain(
      'kubectl logs -n budget-dev -l app.kubernetes.io/name=budget-server --prefix',
    );
  });

  test('a rotated password names what holds it too and what restarts', () => {
    expect(text(paths.runbook('secret-rotation'))).toContain(
      '| dev, prod | `redis-auth` | `REDIS_PASSWORD` | `REDIS_URL` in `budget-server-secrets` | ' +
        '`deployment/redis`, `deployment/budget-server` |',
    );
  });

  test('every database has its own VACUUM, and one without autovacuum says so', () => {
    const maintenance = text(paths.runbook('database-maintenance'));
    for (const [namespace, cluster, database] of [
      ['budget-prod', 'postgres-db', 'budget'],
      ['budget-dev', 'postgres-userdata', 'userdata'],
    ]) {
      expect(maintenance).toContain(
        `kubectl exec -it -n ${namespace} ${cluster}-1 -c postgres -- psql -U postgres -d ` +
          `${database} -c 'VACUUM (ANALYZE, VERBOSE);'`,
      );
    }
    expect(maintenance.match(/Autovacuum is off\./g)).toHaveLength(1);
  });

  test('a bar in a reason does not end its table cell', () => {
    expect(text(paths.runbook('backup-restore'), twoComponents())).toContain(
      'a copy \\| of other data',
    );
  });
});

test('each alert leads to its own place in the runbook, which says what to do', () => {
  const of = watched();
  const page = text(paths.runbook('monitoring'), of);
  const [, prod] = of.environments;
  const rules = objects(of, prod ?? (of.environments[0] as EnvironmentPlan)).filter(
    ({ kind }) => kind === 'PrometheusRule',
  );
  const anchors = [
    ...JSON.stringify(rules).matchAll(/docs\/runbooks\/monitoring\.md#([a-z]+)/g),
  ].map(([, anchor]) => anchor);
  expect(anchors).toHaveLength(8);
  expect([...page.matchAll(/^### (\w+)$/gm)].map(([, name]) => name?.toLowerCase())).toEqual(
    anchors,
  );
  expect(page).toContain('Not monitored: dev.');
  expect(text(paths.firstDeploy, of)).toMatch(
    /metrics-server[^]*kubectl get crd servicemonitors\.monitoring\.coreos\.com prometheusrules\.monitoring\.coreos\.com alertmanagerconfigs\.monitoring\.coreos\.com/,
  );
});
