import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { createInterface } from 'node:readline';
import { addresses, pki, type Rig } from './rig.ts';

/** An object as the API server gives it: what everybody reads of it, and the rest. */
export interface LiveObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly generation?: number;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
    readonly deletionGracePeriodSeconds?: number;
    readonly creationTimestamp?: string;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  readonly [key: string]: unknown;
}

/** What the API server answered. */
export interface Answer {
  readonly code: number;
  readonly body: unknown;
  /** What kubectl would print after `Warning:`. */
  readonly warnings: readonly string[];
}

/** The API of the cluster as `admin`, by paths: what stand-ins use, which watch and patch all day. */
export interface Api {
  call(method: string, path: string, body?: unknown, type?: string): Promise<Answer>;
  /** The objects below a path; none where the kind is not served. */
  list<T extends LiveObject = LiveObject>(path: string): Promise<readonly T[]>;
  /** An object, or nothing where it is not there. */
  get<T extends LiveObject = LiveObject>(path: string): Promise<T | undefined>;
  /** Merges into an object; the status of one has the path `…/status`. */
  merge(path: string, patch: unknown): Promise<Answer>;
  /** Makes an object be as described, whether it is there or not. */
  apply(path: string, object: unknown): Promise<Answer>;
  /** Hands over the value on each line of an answer that goes on, as a watch does, until it ends. */
  stream(path: string, take: (value: unknown) => void, signal: AbortSignal): Promise<void>;
}

/** The API of a rig, connected once in a process. */
export function apiOf(rig: Rig): Api {
  const open = connected.get(rig.folder) ?? connect(rig);
  connected.set(rig.folder, open);
  return open;
}

const connected = new Map<string, Api>();

/** Connects to the API server. */
export function connect(rig: Rig): Api {
  const identity = {
    ca: readFileSync(pki(rig, 'ca.crt')),
    cert: readFileSync(pki(rig, 'admin.crt')),
    key: readFileSync(pki(rig, 'admin.key')),
  };
  const agent = new Agent({ ...identity, keepAlive: true, maxSockets: 16 });
  // A watch holds its connection, so it takes none of those that calls share.
  const watchers = new Agent(identity);
  const call: Api['call'] = (method, path, body, type = 'application/json') =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const headers =
        bytes === undefined ? {} : { 'content-type': type, 'content-length': bytes.length };
      const sent = request({ ...addresses.apiServer, method, path, agent, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () =>
          resolve({
            code: answer.statusCode ?? 0,
            body: parsed(text),
            warnings: warningsIn(answer.rawHeaders),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(bytes);
    });
  return {
    call,
    list: async <T extends LiveObject>(path: string) => {
      const { code, body } = await call('GET', path);
      return code === 200 ? ((body as { items?: T[] }).items ?? []) : [];
    },
    get: async <T extends LiveObject>(path: string) => {
      const { code, body } = await call('GET', path);
      return code === 200 ? (body as T) : undefined;
    },
    merge: (path, patch) => call('PATCH', path, patch, 'application/merge-patch+json'),
    apply: (path, object) =>
      call('PATCH', `${path}?fieldManager=rig&force=true`, object, 'application/apply-patch+yaml'),
    stream: (path, take, signal) =>
      new Promise((resolve, reject) => {
        const options = { ...addresses.apiServer, path, agent: watchers, signal };
        const sent = request(options, (answer) => {
          const lines = createInterface(answer);
          lines.on('line', (line) => take(parsed(line)));
          // The reader passes on what goes wrong with the connection.
          lines.on('error', reject).on('close', resolve);
        });
        sent.on('error', reject);
        sent.end();
      }),
  };
}

/** The texts of all warnings: `299 - "text"`, a header each. */
const warningsIn = (rawHeaders: readonly string[]): readonly string[] =>
  rawHeaders.flatMap((value, index) =>
    index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'warning'
      ? [value.replace(/^\d+ \S+ "(.*)"$/s, '$1')]
      : [],
  );

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
