import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Plain } from './model.ts';

/** Go's patterns may ignore case from a place on; then all of ours do. */
const regExp = Object.assign(
  (pattern: string, flags: string) =>
    new RegExp(pattern.replaceAll('(?i)', ''), pattern.includes('(?i)') ? `${flags}i` : flags),
  { code: 'new RegExp' },
);

const ajv = new Ajv({
  code: { regExp },
  strict: false,
  logger: false,
  allErrors: true,
  unicodeRegExp: false,
  validateFormats: false,
});
const validators = new Map<string, ValidateFunction>();

/** What the schema of an object's kind says against it. */
export function schemaErrors(object: Plain): string[] {
  const [apiVersion, kind] = [String(object['apiVersion']), String(object['kind']).toLowerCase()];
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const schemas = join(import.meta.dirname, '../schemas');
  const core = join(
    schemas,
    'core',
    `${kind}-${[(group ?? '').split('.')[0], version].filter((part) => part !== '').join('-')}.json`,
  );
  const file = existsSync(core)
    ? core
    : join(schemas, 'crds', group ?? '', `${kind}_${version}.json`);
  const validate =
    validators.get(file) ?? ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  validators.set(file, validate);
  return validate(object)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${kind} ${instancePath}: ${message ?? ''} ${JSON.stringify(params)}`,
      );
}
