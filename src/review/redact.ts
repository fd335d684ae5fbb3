import { UserError } from '../errors.ts';
import { allData } from '../write/read-yaml.ts';

/** Two sides of a file without the values of Secrets in them. */
interface RedactedPair {
  readonly before: string;
  readonly after: string;
  readonly redacted: boolean;
}

/** What stands in the place of a value that nobody may see. */
export const REDACTED = '(redacted)';

/** Both texts as they may be shown; undefined when nothing of them may. */
export function redactPair(path: string, before: string, after: string): RedactedPair | undefined {
  if (isSecretPath(path)) return undefined;
  if (![before, after].some(holdsSecret)) return { before, after, redacted: false };
  const [old, wanted] = [redactText(before), redactText(after)];
  if (old === undefined || wanted === undefined || old === wanted) return undefined;
  return { before: old, after: wanted, redacted: true };
}

/** Plain secrets and sealed ones, whatever they hold. */
const isSecretPath = (path: string): boolean =>
  /(?:^|\/)(?:[^/]+\.secret\.ya?ml|sealed-[^/]+\.ya?ml|\.env(?:\.(?!example$)[^/]*)?)$/.test(path);

const holdsSecret = (text: string): boolean =>
  /^[\s{,\-"']*kind["']?\s*:\s*["']?Secret\b|["']kind["']\s*:\s*["']Secret\b/m.test(text);

/** The text without what stands below `data` and `stringData`; undefined when a value is still found in it. */
function redactText(text: string): string | undefined {
  const values = secretValues(text);
  if (values === undefined) return undefined;
  const shown = withoutSecretBlocks(text);
  return values.some((value) => shown.includes(value)) ? undefined : shown;
}

function withoutSecretBlocks(text: string): string {
  let depth: number | undefined;
  return text
    .split('\n')
    .map((line) => {
      const indent = line.search(/\S/);
      if (depth !== undefined && (indent > depth || indent < 0))
        return indent < 0 ? line : redactedLine(line);
      depth = undefined;
      const [, key] = /^(\s*(?:data|stringData)\s*:)/.exec(line) ?? [];
      if (key === undefined) return line;
      depth = indent;
      return line.slice(key.length).trim() === '' ? line : `${key} ${REDACTED}`;
    })
    .join('\n');
}

/** Names of keys are no secrets: a reader has to see which ones come and go. */
const redactedLine = (line: string): string =>
  line.replace(/^(\s*(?:[\w.-]+\s*:)?).*$/, `$1 ${REDACTED}`);

/** Every value that must not be seen, as written and decoded; undefined when the text cannot be read. */
function secretValues(text: string): string[] | undefined {
  const documents = readableDocuments(text);
  if (documents === undefined) return undefined;
  const values = documents.flatMap((document) => strings(document, false));
  // What is shorter says nothing, and would be found anywhere.
  return values
    .flatMap((value) => [value, Buffer.from(value, 'base64').toString(), ...value.split('\n')])
    .filter((value) => value.trim().length >= 4 && value !== REDACTED);
}

/** The plain data of each document; undefined when one cannot be read. */
function readableDocuments(text: string): readonly unknown[] | undefined {
  try {
    return allData(text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function strings(value: unknown, inside: boolean): string[] {
  if (typeof value === 'string') return inside ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const isSecret = 'kind' in value && value.kind === 'Secret';
  return Object.entries(value).flatMap(([key, inner]) =>
    strings(inner, inside || (isSecret && (key === 'data' || key === 'stringData'))),
  );
}
