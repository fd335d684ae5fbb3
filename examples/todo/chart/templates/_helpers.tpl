{{- /* Generated from .projenrc.ts by create-gitops-service. Change the config and run: npx projen */ -}}
{{/* Labels of frontend */}}
{{- define "todo-app.frontend.labels" -}}
app.kubernetes.io/name: todo-app-frontend
app.kubernetes.io/instance: todo-app-frontend
app.kubernetes.io/component: frontend
app.kubernetes.io/part-of: todo-app
{{- end }}

{{/* Labels that select the pods of frontend */}}
{{- define "todo-app.frontend.selectorLabels" -}}
app.kubernetes.io/name: todo-app-frontend
{{- end }}

{{/* Labels of backend */}}
{{- define "todo-app.backend.labels" -}}
app.kubernetes.io/name: todo-app-backend
app.kubernetes.io/instance: todo-app-backend
app.kubernetes.io/component: backend
app.kubernetes.io/part-of: todo-app
{{- end }}

{{/* Labels that select the pods of backend */}}
{{- define "todo-app.backend.selectorLabels" -}}
app.kubernetes.io/name: todo-app-backend
{{- end }}

{{/* Labels of mcp */}}
{{- define "todo-app.mcp.labels" -}}
app.kubernetes.io/name: todo-app-mcp
app.kubernetes.io/instance: todo-app-mcp
app.kubernetes.io/component: mcp
app.kubernetes.io/part-of: todo-app
{{- end }}

{{/* Labels that select the pods of mcp */}}
{{- define "todo-app.mcp.selectorLabels" -}}
app.kubernetes.io/name: todo-app-mcp
{{- end }}

{{/* Labels of notification */}}
{{- define "todo-app.notification.labels" -}}
app.kubernetes.io/name: todo-app-notification
app.kubernetes.io/instance: todo-app-notification
app.kubernetes.io/component: notification
app.kubernetes.io/part-of: todo-app
{{- end }}

{{/* Labels that select the pods of notification */}}
{{- define "todo-app.notification.selectorLabels" -}}
app.kubernetes.io/name: todo-app-notification
{{- end }}

{{/* Labels of sse-gateway */}}
{{- define "todo-app.sseGateway.labels" -}}
app.kubernetes.io/name: todo-app-sse-gateway
app.kubernetes.io/instance: todo-app-sse-gateway
app.kubernetes.io/component: sse-gateway
app.kubernetes.io/part-of: todo-app
{{- end }}

{{/* Labels that select the pods of sse-gateway */}}
{{- define "todo-app.sseGateway.selectorLabels" -}}
app.kubernetes.io/name: todo-app-sse-gateway
{{- end }}

{{/* Labels of redis */}}
{{- define "todo-app.redis.labels" -}}
app.kubernetes.io/name: redis
app.kubernetes.io/instance: redis
app.kubernetes.io/component: cache
app.kubernetes.io/part-of: todo-app
{{- end }}

{{/* Labels that select the pods of redis */}}
{{- define "todo-app.redis.selectorLabels" -}}
app.kubernetes.io/name: redis
{{- end }}

{{/* The configuration file of redis */}}
{{- define "todo-app.redis.configuration" -}}
{{- if .Values.redis.persistence.enabled -}}
maxmemory {{ .Values.redis.maxMemory }}
maxmemory-policy {{ .Values.redis.eviction }}
dir /data
save 900 1 300 100
appendonly yes
{{ else -}}
maxmemory {{ .Values.redis.maxMemory }}
maxmemory-policy {{ .Values.redis.eviction }}
dir /data
save ""
appendonly no
{{ end -}}
{{ end }}

{{/* Labels of the Dapr objects */}}
{{- define "todo-app.dapr.labels" -}}
app.kubernetes.io/name: todo-app
app.kubernetes.io/instance: todo-app
app.kubernetes.io/component: messaging
app.kubernetes.io/part-of: todo-app
{{- end }}

{{/* Labels of the routes */}}
{{- define "todo-app.ingress.labels" -}}
app.kubernetes.io/name: todo-app
app.kubernetes.io/instance: todo-app
app.kubernetes.io/component: routing
app.kubernetes.io/part-of: todo-app
{{- end }}

{{/* The full reference of an image, from the image section of a component */}}
{{- define "todo-app.image" -}}
{{- if not (and . .repository (or .tag .digest)) }}{{ fail "an image has no tag or digest: pass the release file of the environment, like --values release-dev.yaml" }}{{ end -}}
{{ .repository }}{{ with .tag }}:{{ . }}{{ end }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}

{{/* A map of strings, quoted */}}
{{- define "todo-app.strings" -}}
{{- range $key, $value := . }}
{{ $key | quote }}: {{ $value | quote }}
{{- else }}
{}
{{- end }}
{{- end }}

{{/* A hash of a map of strings: pods annotated with it restart when the map changes */}}
{{- define "todo-app.checksum" -}}
{{- $pairs := list -}}
{{- range $key, $value := . }}{{ $pairs = append $pairs (list $key $value) }}{{ end -}}
{{- $pairs | toRawJson | sha256sum -}}
{{- end }}
