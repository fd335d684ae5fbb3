{{- /* Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen */ -}}
{{/* Labels of server */}}
{{- define "orders.server.labels" -}}
app.kubernetes.io/name: orders
app.kubernetes.io/instance: orders
app.kubernetes.io/component: server
app.kubernetes.io/part-of: orders
{{- end }}

{{/* Labels that select the pods of server */}}
{{- define "orders.server.selectorLabels" -}}
app.kubernetes.io/name: orders
{{- end }}

{{/* The full reference of an image, from the image section of a component */}}
{{- define "orders.image" -}}
{{- if not (and . .repository (or .tag .digest)) }}{{ fail "an image has no tag or digest: pass the release file of the environment, like --values release-dev.yaml" }}{{ end -}}
{{ .repository }}{{ with .tag }}:{{ . }}{{ end }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}

{{/* A map of strings, quoted */}}
{{- define "orders.strings" -}}
{{- range $key, $value := . }}
{{ $key | quote }}: {{ $value | quote }}
{{- else }}
{}
{{- end }}
{{- end }}

{{/* A hash of a map of strings: pods annotated with it restart when the map changes */}}
{{- define "orders.checksum" -}}
{{- $pairs := list -}}
{{- range $key, $value := . }}{{ $pairs = append $pairs (list $key $value) }}{{ end -}}
{{- $pairs | toRawJson | sha256sum -}}
{{- end }}
