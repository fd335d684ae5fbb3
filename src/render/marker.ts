/** What the first line of a managed file says, without the comment sign. */
export const MARKER =
  'Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen';

/** The text with the marker where the format of this path has comments; formats without comments stay as they are. */
export function withMarker(path: string, text: string): string {
  const comment = commentOf(path);
  if (comment === undefined) return text;
  const start = markerStart(path, text);
  return `${text.slice(0, start)}${comment(MARKER)}\n${text.slice(start)}`;
}

/** The text without its marker line: what stays when a file is ejected. */
export function withoutMarker(path: string, text: string): string {
  const line = commentOf(path)?.(MARKER);
  if (line === undefined) return text;
  return text
    .split(/(?<=\n)/)
    .filter((candidate) => candidate.trimEnd() !== line)
    .join('');
}

/** The two lines around our block of a shared file. */
export function blockLines(path: string): { readonly start: string; readonly end: string } {
  const comment = commentOf(path) ?? hash;
  return { start: comment('>>> create-gitops-service'), end: comment('<<< create-gitops-service') };
}

type Comment = (text: string) => string;

const hash: Comment = (text) => `# ${text}`;
const slashes: Comment = (text) => `// ${text}`;
const goTemplate: Comment = (text) => `{{- /* ${text} */ -}}`;
const html: Comment = (text) => `<!-- ${text} -->`;

const byExtension: Readonly<Record<string, Comment | undefined>> = {
  md: html,
  html,
  xml: html,
  svg: html,
  ts: slashes,
  mts: slashes,
  cts: slashes,
  js: slashes,
  mjs: slashes,
  cjs: slashes,
  tsx: slashes,
  jsx: slashes,
  go: slashes,
  java: slashes,
  kt: slashes,
  kts: slashes,
  groovy: slashes,
  cs: slashes,
  rs: slashes,
  proto: slashes,
  jsonc: slashes,
  css: (text) => `/* ${text} */`,
  sql: (text) => `-- ${text}`,
  mmd: (text) => `%% ${text}`,
  tpl: goTemplate,
  json: undefined,
  txt: undefined,
  csv: undefined,
  pem: undefined,
  crt: undefined,
};

function commentOf(path: string): Comment | undefined {
  // A comment of YAML would stay in what Helm renders.
  if (/^chart(s\/[^/]+)?\/templates\//.test(path)) return goTemplate;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:LICENSE|NOTICE|\.nvmrc|\.node-version|\.python-version|go\.sum)$/.test(name))
    return undefined;
  if (name === 'go.mod') return slashes;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
  return Object.hasOwn(byExtension, extension) ? byExtension[extension] : hash;
}

/** Shebangs, XML declarations and Dockerfile parser directives only count at the very top. */
function markerStart(path: string, text: string): number {
  const isDockerfile = /(?:^|\/)(?:[^/]+\.)?(?:Dockerfile|Containerfile)(?:\.[^/]+)?$/.test(path);
  const top = isDockerfile
    ? /^(?:# *(?:syntax|escape|check) *=[^\n]*\n)*/i
    : /^(?:#!|<\?xml)[^\n]*\n/;
  return top.exec(text)?.[0].length ?? 0;
}
