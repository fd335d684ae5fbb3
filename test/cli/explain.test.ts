import { expect, test } from 'vitest';
import { explainFile } from '../../src/cli/explain.ts';
import { aProject } from './add/a-project.ts';

test.each([
  ['transparenta', 'k8s/base/redis.yaml', ['dataStores.redis']],
  ['transparenta', 'k8s/base/postgres-userdata.yaml', ['dataStores.postgres-userdata']],
  ['todo', 'chart/templates/redis/service.yaml', ['dataStores.redis']],
  ['todo', 'chart/templates/backend/deployment.yaml', ['components.backend']],
  ['minimal', 'k8s/base/deployment.yaml', ['components.server']],
  ['minimal', 'README.md', []],
])('explain %s/%s names whose objects it has', async (example, path, about) => {
  expect((await explainFile(aProject(example), path)).data).toMatchObject({ about });
});
