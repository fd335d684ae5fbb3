import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { render } from '../src/render/render.ts';
import { ownFiles } from '../scripts/own-files.ts';
import { trustFolder } from '../src/projen/project-folder.ts';
import { runConfig } from '../src/projen/run-config.ts';
import { emptyFolder, runProcess } from './package/program.ts';

const examples = join(import.meta.dirname, '..', 'examples');

/** Examples whose config is warned of. */
const warnedOf: Readonly<Record<string, RegExp>> = {
  todo: /^warning ingress-nginx was retired upstream in March 2026 and [^\n]*\nwarning no component publishes or subscribes to the topic "processed-events" [^\n]*\n$/,
};

describe.each(Object.keys(ownFiles))('examples/%s', (name) => {
  const folder = join(examples, name);
  // The inventory is no file spec: the second test compares it.
  const own = ['.gitops/inventory.json', ...(ownFiles[name] ?? [])];

  test('holds exactly the files that its config describes, byte for byte', async () => {
    const wanted = (await runConfig(trustFolder(folder))).files.filter(
      ({ path }) => !own.includes(path),
    );
    const onDisk = filesBelow(folder).filter((path) => !own.includes(path));
    expect(onDisk).toEqual(wanted.map(({ path }) => path).sort());
    for (const spec of wanted) {
      expect(readFileSync(join(folder, spec.path), 'utf8'), spec.path).toBe(render(spec));
      expect(
        Boolean(statSync(join(folder, spec.path)).mode & 0o100),
        `${spec.path} is executable`,
      ).toBe(spec.executable);
    }
    expect(wanted.length).toBeGreaterThanOrEqual(45);
  }, 30_000);

  test('grows from its config alone, byte for byte, also in Turkish and where tomorrow begins', () => {
    const service = emptyFolder();
    copyFileSync(join(folder, '.projenrc.ts'), join(service, '.projenrc.ts'));
    expect(
      runProcess('gitops-service', ['resync'], service, {
        LC_ALL: 'tr_TR.UTF-8',
        LANG: 'tr_TR.UTF-8',
        TZ: 'Pacific/Kiritimati',
      }),
    ).toMatchObject({ code: 0, err: expect.stringMatching(warnedOf[name] ?? /^$/) as string });
    const texts = (root: string) =>
      new Map(
        filesBelow(root)
          .filter((path) => path === '.gitops/inventory.json' || !own.includes(path))
          .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
      );
    expect(texts(service)).toEqual(texts(folder));
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

test('every example is tested here', () => {
  expect(readdirSync(examples).sort()).toEqual(Object.keys(ownFiles).sort());
});
