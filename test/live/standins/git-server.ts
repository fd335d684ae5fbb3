import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { loginFile } from '../rig/clone.ts';
import { addresses, environmentOf, pki, type Rig } from '../rig/rig.ts';
import { listen, openLog, type Log, type StandIn } from './stand-in.ts';

/**
 * Answers as github.com for the repositories in `git/`: git over HTTPS, pushes included, and without a login unless
 * the repository has a file that says one.
 */
export async function startGitServer(rig: Rig): Promise<StandIn> {
  const log = openLog(rig, 'git-server');
  const identity = {
    cert: readFileSync(pki(rig, 'github.crt')),
    key: readFileSync(pki(rig, 'github.key')),
  };
  const server = createServer(identity, (request, response) => {
    serve(rig, request, response, log);
  });
  return listen(server, addresses.gitServer);
}

const folderOf = (rig: Rig): string => join(rig.folder, 'git');

/** Lets `git http-backend` answer. */
function serve(rig: Rig, request: IncomingMessage, response: ServerResponse, log: Log): void {
  const { pathname, search } = new URL(request.url ?? '', 'https://github.com');
  const [, name = '', rest = ''] = /^\/([^/]+\/[^/]+?)(?:\.git)?(\/.*)?$/.exec(pathname) ?? [];
  const bare = join(folderOf(rig), `${name}.git`);
  if (!existsSync(bare)) {
    response.writeHead(404).end('Not Found');
    return;
  }
  const { headers } = request;
  if (!mayRead(bare, headers.authorization)) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end('Unauthorized');
    return;
  }
  const length = headers['content-length'];
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...environmentOf(rig),
      GIT_PROJECT_ROOT: folderOf(rig),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      PATH_INFO: `/${name}.git${rest}`,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? '',
      REMOTE_USER: 'rig',
      REMOTE_ADDR: addresses.gitServer.host,
      CONTENT_TYPE: headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      ...(length === undefined ? {} : { CONTENT_LENGTH: length }),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  backend.on('error', log);
  backend.stderr.setEncoding('utf8').on('data', (text: string) => log(text.trimEnd()));
  // A backend that has read enough closes the pipe early; its answer tells the story.
  request.pipe(backend.stdin.on('error', () => undefined));
  forward(backend.stdout, response);
}

/** Whether a repository is public, or the login is that of it. */
function mayRead(bare: string, authorization = ''): boolean {
  if (!existsSync(loginFile(bare))) return true;
  const login = readFileSync(loginFile(bare)).toString('base64');
  return authorization === `Basic ${login}`;
}

/** Turns what a CGI program prints, a head and a body, into an answer. */
function forward(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head = Buffer.alloc(0);
  output.on('data', (chunk: Buffer) => {
    if (response.headersSent) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const fields = head
      .toString('utf8', 0, end)
      .split('\r\n')
      .map((line) => /^([^:]+):\s*(.*)$/.exec(line)?.slice(1) ?? []);
    const status = fields.find(([key]) => key === 'Status')?.[1] ?? '200';
    for (const [key, value] of fields)
      if (key !== undefined && value !== undefined && key !== 'Status')
        response.setHeader(key, value);
    response.writeHead(Number.parseInt(status, 10));
    response.write(head.subarray(end + 4));
  });
  output.on('end', () => {
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
}
