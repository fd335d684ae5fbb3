import { fileProblem, foldedPath, isOrIsIn } from '../domain/file-paths.ts';
import { plainOf } from '../render/render.ts';
import type {
  Content,
  FileSpec,
  KeyPath,
  Ownership,
  Releases,
  SharedPart,
} from '../render/spec.ts';
import { isPlain, kindOf, readText, readValue, type Report } from './outside-value.ts';

/** A copy of a file that somebody else describes; whatever is wrong with it is reported. */
export function readOutsideFile(given: unknown, report: Report): FileSpec | undefined {
  if (!isPlain(given)) {
    report('', `must be { path, content, ownership, executable, origin }, not ${kindOf(given)}`);
    return undefined;
  }
  const { path, content, ownership, executable, origin, ...others } = given;
  for (const key of Object.keys(others)) report(key, 'unknown key');
  if (typeof executable !== 'boolean')
    report('executable', `must be true or false, not ${kindOf(executable)}`);
  const read = {
    path: readPath(path, report),
    content: readContent(content, report),
    ownership: readOwnership(ownership, report),
    executable: executable === true,
    origin: readOrigin(origin, report),
  };
  if (read.content === undefined || read.ownership === undefined) return undefined;
  const problem = sharingProblem(read.content, read.ownership);
  if (problem !== undefined) report('ownership', problem);
  return { ...read, content: read.content, ownership: read.ownership };
}

function readPath(path: unknown, report: Report): string {
  if (typeof path !== 'string') report('path', `must be text, not ${kindOf(path)}`);
  else {
    const problem = outsidePathProblem(path);
    if (problem !== undefined) report('path', problem);
    return path;
  }
  return '';
}

/** Why a path is none that somebody else may describe a file at. */
export const outsidePathProblem = (path: string): string | undefined =>
  fileProblem(path) ??
  (isOrIsIn(foldedPath(path), '.gitops') ? 'is reserved for the records of this tool' : undefined);

function readContent(content: unknown, report: Report): Content | undefined {
  const kind = kindIn(content, 'content', { kinds: ['text', 'yaml', 'json'], report });
  if (!isPlain(content) || kind === undefined) return undefined;
  if (kind === 'text') return { kind, text: readText(content['text'], 'content.text', report) };
  if (kind === 'json') return { kind, value: readValue(content['value'], 'content.value', report) };
  const at = 'content.documents';
  const { documents } = content;
  if (!Array.isArray(documents) || documents.length === 0) {
    report(at, 'must be a list with at least one document');
    return undefined;
  }
  return {
    kind,
    documents: Array.from(documents, (document: unknown, index) =>
      readValue(document, `${at}.${String(index)}`, report),
    ),
  };
}

function readOwnership(ownership: unknown, report: Report): Ownership | undefined {
  const kind = kindIn(ownership, 'ownership', { kinds: ['managed', 'sample', 'shared'], report });
  if (!isPlain(ownership) || kind === undefined) return undefined;
  if (kind === 'managed') {
    const { marker } = ownership;
    if (marker !== undefined && marker !== false)
      report('ownership.marker', 'must be false, or be left out');
    return { kind, ...(marker === false ? { marker } : {}) };
  }
  if (kind === 'sample') {
    const { restored, starts, block } = ownership;
    if (typeof restored !== 'boolean')
      report('ownership.restored', `must be true or false, not ${kindOf(restored)}`);
    return {
      kind,
      restored: restored === true,
      ...(block === true ? { block } : {}),
      ...(starts === undefined ? {} : { starts: readText(starts, 'ownership.starts', report) }),
    };
  }
  const ours = readPart(ownership['ours'], report);
  return ours === undefined ? undefined : { kind, ours, ...readNeeds(ownership, report) };
}

function readPart(part: unknown, report: Report): SharedPart | undefined {
  const at = 'ownership.ours';
  const kind = kindIn(part, at, { kinds: ['block', 'keys', 'entries'], report });
  if (!isPlain(part) || kind === undefined) return undefined;
  if (kind === 'block') return { kind };
  if (kind === 'entries')
    return {
      kind,
      path: readKeys(part['path'], `${at}.path`, report),
      key: readText(part['key'], `${at}.key`, report),
    };
  const paths = readList(part['paths'], `${at}.paths`, report).map((path, index) =>
    readKeys(path, `${at}.paths.${String(index)}`, report),
  );
  return { kind, paths, ...(part['whole'] === true ? { whole: true } : {}) };
}

function readNeeds({ needed, named, releases }: Readonly<Record<string, unknown>>, report: Report) {
  const at = 'ownership.needed';
  const groups =
    needed === undefined
      ? undefined
      : readList(needed, at, report).map((group, index) =>
          readPaths(group, `${at}.${String(index)}`, report),
        );
  const names = isPlain(named)
    ? {
        what: readText(named['what'], 'ownership.named.what', report),
        at: readPaths(named['at'], 'ownership.named.at', report),
      }
    : undefined;
  return {
    ...(groups === undefined ? {} : { needed: groups }),
    ...(names === undefined ? {} : { named: names }),
    ...readReleases(releases, report),
  };
}

function readReleases(releases: unknown, report: Report): { readonly releases?: Releases } {
  if (releases === undefined) return {};
  const at = 'ownership.releases';
  const places = isPlain(releases) ? releases['places'] : undefined;
  if (!isPlain(releases) || !isPlain(places)) {
    report(at, 'must be { places, formerly }');
    return {};
  }
  return {
    releases: {
      places: Object.fromEntries(
        Object.entries(places).map(([name, keys]) => [
          name,
          readKeys(keys, `${at}.places.${name}`, report),
        ]),
      ),
      formerly: readKeys(releases['formerly'], `${at}.formerly`, report),
    },
  };
}

const readPaths = (paths: unknown, at: string, report: Report): KeyPath[] =>
  readList(paths, at, report).map((path, index) =>
    readKeys(path, `${at}.${String(index)}`, report),
  );

const readKeys = (keys: unknown, at: string, report: Report): KeyPath =>
  readList(keys, at, report).map((key, index) => readText(key, `${at}.${String(index)}`, report));

function readOrigin(origin: unknown, report: Report): FileSpec['origin'] {
  if (!isPlain(origin)) {
    report('origin', `must be { feature, keys }, not ${kindOf(origin)}`);
    return { feature: '', keys: [] };
  }
  return {
    feature: readText(origin['feature'], 'origin.feature', report),
    keys: readKeys(origin['keys'], 'origin.keys', report),
  };
}

function readList(list: unknown, at: string, report: Report): readonly unknown[] {
  if (Array.isArray(list)) return Array.from(list as readonly unknown[]);
  report(at, `must be a list, not ${kindOf(list)}`);
  return [];
}

interface Kinds<K extends string> {
  readonly kinds: readonly K[];
  readonly report: Report;
}

function kindIn<K extends string>(
  value: unknown,
  at: string,
  { kinds, report }: Kinds<K>,
): K | undefined {
  const kind = isPlain(value) ? kinds.find((one) => one === value['kind']) : undefined;
  if (kind === undefined) {
    const forms = kinds.map((one) => `{ kind: "${one}", … }`);
    report(at, `must be one of ${forms.join(', ')}`);
  }
  return kind;
}

/** A block is lines of text; keys and entries are those of one document, which has them. */
function sharingProblem(content: Content, ownership: Ownership): string | undefined {
  if (ownership.kind !== 'shared') return undefined;
  const { ours } = ownership;
  if (ours.kind === 'block')
    return content.kind === 'text' ? undefined : 'must share a block only of text';
  const [document, ...more] = documentsOf(content);
  if (document === undefined || more.length > 0)
    return `must share ${ours.kind} only of one document in YAML or JSON`;
  const paths = ours.kind === 'keys' ? ours.paths : [ours.path];
  const missing = paths.find((path) => path.length === 0 || valueAt(document, path) === undefined);
  if (missing !== undefined)
    return `shares "${missing.join('.')}", which the content does not have`;
  return ours.kind === 'keys' || Array.isArray(valueAt(document, ours.path))
    ? undefined
    : `shares entries of "${ours.path.join('.')}", which is no list`;
}

const documentsOf = (content: Content): readonly unknown[] =>
  content.kind === 'yaml'
    ? content.documents.map((document) => plainOf(document))
    : content.kind === 'json'
      ? [plainOf(content.value)]
      : [];

const valueAt = (document: unknown, path: KeyPath): unknown =>
  path.reduce<unknown>(
    (value, key) => (isPlain(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    document,
  );
