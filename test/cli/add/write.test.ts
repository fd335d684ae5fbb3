import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  foreseeEdit,
  readConfig,
  writeEdit,
  type EditedConfig,
} from '../../../src/cli/edit-config.ts';
import { trustFolder } from '../../../src/projen/project-folder.ts';
import { listing } from '../a-service.ts';
import { aProject, configIn } from './a-project.ts';

/** The edit of a config that makes its component listen elsewhere. */
async function anEdit(folder: string): Promise<EditedConfig> {
  const before = await readConfig(trustFolder(folder));
  const edit = await foreseeEdit(before, [
    { kind: 'set', at: ['components', 'server', 'port'], value: 4000 },
  ]);
  if (edit === undefined) throw new Error('nothing to edit');
  return edit;
}

const failing = (work: () => void) => (): Promise<never> => {
  work();
  return Promise.reject(new Error('no space'));
};

test('where the files cannot be written, the config is as it was, byte for byte', async () => {
  const folder = aProject('minimal');
  const before = configIn(folder);
  const edit = await anEdit(folder);
  const seen: string[] = [];
  const work = failing(() => seen.push(configIn(folder)));
  await expect(writeEdit(edit, work)).rejects.toThrow('no space');
  expect(seen).toEqual([before.replace('server: {}', 'server: { port: 4000 }')]);
  expect(configIn(folder)).toBe(before);
});

test('where they are written and a hook fails, the config stays, because the files follow it', async () => {
  const folder = aProject('minimal');
  const edit = await anEdit(folder);
  const work = failing(() => writeFileSync(join(folder, '.gitops/inventory.json'), '{}'));
  await expect(writeEdit(edit, work)).rejects.toThrow('no space');
  expect(configIn(folder)).toContain('server: { port: 4000 }');
});

test('a config that somebody saved meanwhile is not overwritten', async () => {
  const folder = aProject('minimal');
  const edit = await anEdit(folder);
  writeFileSync(join(folder, '.projenrc.ts'), `${configIn(folder)}// saved\n`);
  const before = listing(folder);
  await expect(writeEdit(edit, () => Promise.resolve())).rejects.toThrow(
    '.projenrc.ts changed during the run and was not overwritten',
  );
  expect(configIn(folder)).toContain('// saved');
  expect(listing(folder).length).toBe(before.length);
});
