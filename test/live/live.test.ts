import { inject, test } from 'vitest';
import { kubectl } from './rig/kubectl.ts';

test('the cluster is up', async () => {
  process.stdout.write(await kubectl(inject('rig'), ['get', 'ns', '-A']));
});
