import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecretsScript } from '../../src/files/secrets/manual/create-secrets.ts';
import { render } from '../../src/render/render.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { aPlan } from '../docs/a-plan.ts';
import { run } from '../judges/process.ts';

export const manual = (changes: Parameters<typeof aPlan>[0] = {}): Plan =>
  aPlan({ secrets: { kind: 'manual' }, ...changes });

export const plan = manual();

/**
 * What the script asks of kubectl, on files: <secret>/<key>, with the type
 * and the labels beside. It wants a context with every question.
 */
const kubectl = `#!/usr/bin/env bash
echo "$*" >>"$CLUSTER/started.log"
if [[ -n \${FAILS-} && "$*" == *"$FAILS"* ]]; then echo 'Error from server (ServiceUnavailable): try later' \
>&2; exit 1; fi
if [[ $* == 'config current-context' ]]; then echo current; exit; fi
if [[ $* == 'config get-contexts '* ]]; then [[ $3 != nowhere ]]; exit; fi
[[ $1 == --context ]] || exit 9
shift 2
key=\${7#jsonpath=\\{.data.} key=\${key%\\}} key=\${key//\\\\./.}
case "$1 $2 \${*:6}" in
  'get namespace'*) ;;
  'create namespace'*) echo "namespace/$3 created" ;;
  'get secret --output name'*) [[ ! -d $CLUSTER/$3 ]] || echo "secret/$3" ;;
  'get secret --output jsonpath'*) cat "$CLUSTER/$3/$key" 2>/dev/null || true ;;
  'patch secret'* | 'create --filename'*)
    part=
    cat >"$CLUSTER/applied.yaml"
    while IFS= read -r line; do
      case $line in
        '  name: '*) folder=$CLUSTER/\${line##* }; mkdir -p "$folder" ;;
        '  labels:' | 'data:') part=$line ;;
        'type: '*) printf '%s' "\${line##* }" >"$folder/=type" ;;
        '    '*) echo "$line" >"$folder/=labels" ;;
        '  '*)
          key=\${line%: *} key=\${key//"'"/}
          if [[ $part == data: ]]; then printf '%s' "\${line##* }" >"$folder/\${key##* }"; fi
          ;;
      esac
    done <"$CLUSTER/applied.yaml"
    mv "$CLUSTER/applied.yaml" "$folder/=manifest"
    ;;
  *) exit 9 ;;
esac
`;

interface Secret {
  readonly type: string;
  readonly labels: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A cluster of files, and a kubectl that writes down how it was started. */
export function aCluster(plan = manual()) {
  const root = mkdtempSync(join(tmpdir(), 'create-secrets-'));
  const [script, secrets] = [join(root, 'create-secrets.sh'), join(root, 'cluster')];
  mkdirSync(secrets);
  writeFileSync(script, render(createSecretsScript(plan)), { mode: 0o755 });
  writeFileSync(join(root, 'kubectl'), kubectl, { mode: 0o755 });
  const make = (input: string, words: readonly string[], FAILS = '') =>
    run([script, ...words], {
      input,
      env: { PATH: `${root}:${process.env['PATH'] ?? ''}`, CLUSTER: secrets, FAILS },
    });
  const read = (...path: readonly string[]): string =>
    existsSync(join(secrets, ...path)) ? readFileSync(join(secrets, ...path), 'utf8') : '';
  const names = (): readonly string[] =>
    readdirSync(secrets).filter((name) => name !== 'started.log');
  return {
    make: async (input: string, ...words: readonly string[]) => make(input, words),
    /** The same, where each call of kubectl fails whose words hold the text. */
    makeWithout: async (fails: string, ...words: readonly string[]) => make(answers, words, fails),
    log: (): string => read('started.log'),
    /** What kubectl was given of a secret the last time. */
    manifest: (secret: string): string => read(secret, '=manifest'),
    secrets: (): Readonly<Record<string, Secret>> =>
      Object.fromEntries(
        names().map((name) => [
          name,
          {
            type: read(name, '=type'),
            labels: read(name, '=labels'),
            data: Object.fromEntries(
              readdirSync(join(secrets, name))
                .filter((key) => !key.startsWith('='))
                .map((key) => [key, read(name, key)]),
            ),
          },
        ]),
      ),
    value: (secret: string, key: string): string =>
      Buffer.from(read(secret, key), 'base64').toString(),
    put: (secret: string, key: string, value: string): void =>
      writeFileSync(join(secrets, secret, key), Buffer.from(value).toString('base64')),
  };
}

export const answers = [
  'registry-credentials/username=robot$pull',
  'registry-credentials/password=pa"ss\\word',
  'postgres-userdata-backup/ACCESS_KEY_ID=id',
].join('\n');
