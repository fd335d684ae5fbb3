import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { compiledTemplates } from '../../scripts/compiled-templates.mjs';
import { parseConfig } from '../../src/config/parse/parse.ts';
import { allFiles } from '../../src/files/index.ts';
import { render } from '../../src/render/render.ts';
import { exampleConfig } from '../plan/example-config.ts';
import { makePlan } from '../plan/make-plan.ts';
import { version } from '../../src/version.ts';

const engine = `
import { parseConfig } from './src/config/parse/parse.ts';
import { makePlan } from './src/plan/make-plan.ts';
import { allFiles } from './src/files/index.ts';
import { render } from './src/render/render.ts';
import { useTemplates } from './src/render/text.ts';
import { templates } from './src/projen/templates.ts';

useTemplates(templates);
export const filesOf = (input, toolVersion) =>
  JSON.stringify(
    allFiles(makePlan(parseConfig(JSON.parse(input)), { toolVersion, upkeep: 'generated' })).map((file) => [
      file.path,
      render(file),
    ]),
  );
`;

test.each(['todo', 'transparenta'])(
  'the engine gives %s the same bytes where there is no Node',
  async (example) => {
    const input = await exampleConfig(example);
    const files = await inBrowser(JSON.stringify(input));
    expect(files.length).toBeGreaterThan(60);
    expect(files).toEqual(
      allFiles(makePlan(parseConfig(input))).map((file) => [file.path, render(file)]),
    );
  },
);

/**
 * The files that the bundled engine describes in a global scope of its
 * own, which has the language and two things that every browser has.
 */
async function inBrowser(input: string): Promise<[string, string][]> {
  const { outputFiles } = await build({
    stdin: { contents: engine, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'engine',
    plugins: [compiledTemplates],
    logLevel: 'silent',
  });
  const context = createContext({ TextEncoder, URL });
  runInContext(outputFiles[0]?.text ?? '', context);
  const call = `engine.filesOf(${JSON.stringify(input)}, ${JSON.stringify(version())})`;
  return JSON.parse(String(runInContext(call, context))) as [string, string][];
}
