import { tryParse } from '../../config/parse/parse.ts';
import { dottedPath } from '../../domain/issue.ts';
import type { Places } from './addition.ts';

/** What is wrong with a config as it would be, each problem with the flag that mends it. */
export function configProblems(config: unknown, { at, fields, elsewhere = [] }: Places): string[] {
  const outcome = tryParse(config);
  if (!('issues' in outcome)) return [];
  const places = [...fields.map((field) => ({ ...field, at: [...at, ...field.at] })), ...elsewhere];
  return outcome.issues.map(({ path, message }) => {
    const [nearest] = places
      .filter((place) => isBelow(path.split('.'), place.at))
      .sort((one, other) => other.at.length - one.at.length);
    if (nearest !== undefined) return `--${nearest.flag}: ${message}`;
    return path === dottedPath(at) ? message : `${path}: ${message}`;
  });
}

const isBelow = (keys: readonly string[], pattern: readonly string[]): boolean =>
  pattern.every((key, index) => key === '*' || key === keys[index]);
