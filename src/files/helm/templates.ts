import { repeatsOf } from '../../domain/repeats.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Chart } from './chart.ts';
import { guard, linesOf } from './emit.ts';
import type { ChartObject } from './settle-objects.ts';
import type { Helper } from '../chart-parts/leaf.ts';
import { releaseNamespace, type Entry, type Template } from '../chart-parts/template.ts';

/** A file under `chart/templates/` and its text. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** One file for each object, in a folder for each owner. */
export function objectFiles(
  { service }: Plan,
  { owners, objects }: Chart,
): readonly TemplateFile[] {
  const groupOf = ({ owner, kind }: ChartObject): string => `${owner.section} ${kind}`;
  const repeated = new Set(
    repeatsOf(objects, (object) => [groupOf(object)]).map(([, group]) => group),
  );
  return objects.map((object) => {
    const { kind, name, owner, when, body } = object;
    const isOnly = !repeated.has(groupOf(object));
    const file = isOnly || name === owner.objectName ? kind : `${kind}-${name}`;
    const folder = owners.length === 1 ? '' : `${owner.folder}/`;
    return {
      path: `${folder}${file.toLowerCase()}.yaml`,
      text: guard(when, '', linesOf(inNamespace(body), service.name, when)),
    };
  });
}

/** Kubernetes' own order of keys, and the namespace of the release. */
function inNamespace(body: Template): Template {
  if (body.kind !== 'map') return body;
  const first = ['apiVersion', 'kind', 'metadata'].flatMap((key) =>
    body.entries.filter((entry) => entry.key === key),
  );
  const entries = [...first, ...body.entries.filter((entry) => !first.includes(entry))];
  return {
    kind: 'map',
    entries: entries.map((entry) =>
      entry.key === 'metadata' ? { ...entry, node: withNamespace(entry.node) } : entry,
    ),
  };
}

function withNamespace(metadata: Template): Template {
  if (metadata.kind !== 'map') return metadata;
  const namespace: Entry = {
    key: 'namespace',
    node: { kind: 'hole', expression: releaseNamespace },
    when: [],
  };
  return {
    kind: 'map',
    entries: metadata.entries.flatMap((entry) =>
      entry.key === 'name' ? [entry, namespace] : [entry],
    ),
  };
}

/** `_helpers.tpl`: what several templates say alike. */
export function helperFile({ service: { name } }: Plan, { helpers }: Chart): TemplateFile {
  return {
    path: '_helpers.tpl',
    text: [...helpers.map((helper) => helperText(helper, name)), ...general(name)].join('\n'),
  };
}

const helperText = ({ name, description, body }: Helper, chart: string): string =>
  `${define(name, description)}\n` +
  `${body.kind === 'map' ? `${linesOf(body, chart)}{{- end }}\n` : `${rawText(body)}{{ end }}\n`}`;

const define = (name: string, description: string): string =>
  `{{/* ${description} */}}\n{{- define "${name}" -}}`;

/** A text as it is, without quotes. */
function rawText(body: Template): string {
  if (body.kind === 'either')
    return `{{- if ${body.condition.go} -}}\n${rawText(body.yes)}{{ else -}}\n${rawText(body.no)}{{ end -}}\n`;
  if (body.kind !== 'text') return '';
  return body.parts.map((part) => (typeof part === 'string' ? part : `{{ ${part.go} }}`)).join('');
}

const general = (name: string): readonly string[] => [
  `${define(`${name}.image`, 'The full reference of an image, from the image section of a component')}
{{- if not (and . .repository (or .tag .digest)) }}\
{{ fail "an image has no tag or digest: pass the release file of the environment, \
like --values release-dev.yaml" }}{{ end -}}
{{ .repository }}{{ with .tag }}:{{ . }}{{ end }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}
`,
  `${define(`${name}.strings`, 'A map of strings, quoted')}
{{- range $key, $value := . }}
{{ $key | quote }}: {{ $value | quote }}
{{- else }}
{}
{{- end }}
{{- end }}
`,
  `${define(`${name}.checksum`, 'A hash of a map of strings: pods annotated with it restart when the map changes')}
{{- $pairs := list -}}
{{- range $key, $value := . }}{{ $pairs = append $pairs (list $key $value) }}{{ end -}}
{{- $pairs | toRawJson | sha256sum -}}
{{- end }}
`,
];

/** `validate.yaml`: what several values must say together; nothing when no value depends on another. */
export function validationFile({ values, owners }: Chart): readonly TemplateFile[] {
  const names = new Set(values.map(({ path }) => path.join('.')));
  // Where there are several lists of hosts, an empty one removes its routes.
  const hasLists = [...names].some((name) => name.includes('.hostsOf.'));
  const routes = (hasLists ? [] : ['routing', 'ingress', 'gateway'])
    .filter((section) => names.has(`${section}.enabled`))
    .flatMap((section) => {
      const hosts = [`${section}.hosts`, `${section}.host`].find((name) => names.has(name));
      return hosts === undefined
        ? []
        : [
            `{{- if and .Values.${section}.enabled (not .Values.${hosts}) ` +
              `}}{{ fail "${hosts}: ${section}.enabled needs ` +
              `${hosts.endsWith('s') ? 'at least one' : 'a'} host" }}{{ end }}\n`,
          ];
    });
  const scaled = owners
    .filter(({ section }) => names.has(`${section}.hpa.enabled`))
    .map(({ section }) => {
      const hpa = `.Values.${section}.hpa`;
      return (
        `{{- if and ${hpa}.enabled (gt (int ${hpa}.minReplicas) (int ${hpa}.maxReplicas)) ` +
        `}}{{ fail "${section}.hpa.maxReplicas: must not be less than ` +
        'minReplicas" }}{{ end }}\n'
      );
    });
  const lines = [...routes, ...scaled];
  return lines.length === 0 ? [] : [{ path: 'validate.yaml', text: lines.join('') }];
}
