import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { inputTypes } from './input-types.ts';
import { declarationOf, type JsonSchema } from './config-type.ts';

const external = /^(projen|constructs)(\/|$)|^node:/;

/**
 * The public types, one declaration file for each entry point. The type of the config is written out from its JSON
 * Schema, so that an editor shows what each key means and nobody needs the library that checks it.
 */
export async function declarations(
  root: string,
  schema: JsonSchema,
): Promise<Readonly<Record<string, string>>> {
  const folder = mkdtempSync(join(tmpdir(), 'declarations-'));
  const config = join(folder, 'config.d.ts');
  writeFileSync(config, configDeclaration(schema));
  const sources = ['schema', 'inputs'].map((name) => resolve(root, `src/config/schema/${name}.ts`));
  const bundle = async (input: string): Promise<string> => {
    const built = await rollup({
      input: join(root, input),
      external,
      plugins: [
        {
          name: 'config-type',
          resolveId: (source, importer = root) =>
            sources.includes(resolve(importer, '..', source)) ? config : null,
        },
        dts({ tsconfig: join(root, 'tsconfig.build.json') }),
      ],
    });
    const { output } = await built.generate({ format: 'es' });
    return output[0].code;
  };
  try {
    return {
      'index.d.ts': await bundle('src/index.ts'),
      'projen.d.ts': await bundle('src/projen/index.ts'),
      // Importing it runs the resync; it exports nothing.
      'resync.d.ts': 'export {};\n',
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function configDeclaration(schema: JsonSchema): string {
  const { environments } = schema.properties ?? {};
  const environment = environments?.additionalProperties;
  const overrides = typeof environment === 'object' ? environment.properties?.['overrides'] : {};
  const overridable = Object.keys(overrides?.properties ?? {}).map((key) => `'${key}'`);
  const { rest, types } = inputTypes(schema);
  return `
type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: DeepPartial<T[K]> | null }
    : T;

/** What may be different in one environment; null removes a key. */
export type OverridesInput = DeepPartial<Pick<ConfigInput, ${overridable.join(' | ')}>>;

${types.map(([name, type]) => declarationOf(name, type)).join('\n')}
${declarationOf('ConfigInput', { ...rest, description: 'The config of a service, as people write it' })}`;
}
