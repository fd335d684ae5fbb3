import type { NodePackageManagerName } from '../../src/plan/runtime/package-managers.ts';

/** What a real package manager wrote when it failed, and what we show of it. */
interface Recorded {
  readonly title: string;
  readonly manager: NodePackageManagerName;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly shown: readonly string[];
}

const registry = 'http://127.0.0.1:4873/';
const update = `npm notice
npm notice New minor version of npm available! 11.19.1 -> 11.21.2
npm notice To update run: npm install -g npm@11.21.2
npm notice
`;
const pnpmUpdate = `
   ╭──────────────────────────────────────────────────────────────────────╮
   │                                                                      │
   │                 Update available! 10.34.9 → 12.21.0.                 │
   ╰──────────────────────────────────────────────────────────────────────╯

`;

/** By npm 10.9 and 11.19, pnpm 10.34 and 12.21; the oldest form of npm from its documentation. */
export const recorded: readonly Recorded[] = [
  {
    title: 'npm 10: a package that is not there, after warnings',
    manager: 'npm',
    stderr: `npm warn EBADENGINE Unsupported engine {
npm warn EBADENGINE   package: 'light-my-request@7.0.0',
npm warn EBADENGINE }
npm warn deprecated glob@7.2.3: Glob versions prior to v9 are no longer supported
npm error code E404
npm error 404 Not Found - GET http://127.0.0.1:4873/create-gitops-service - no such package available
npm error 404
npm error 404  'create-gitops-service@0.1.0' is not in this registry.
npm error 404
npm error 404 Note that you can also install from a
npm error 404 tarball, folder, http url, or git url.
${update}npm error A complete log of this run can be found in: /home/a/.npm/_logs/2026-11-30T08_09_21_898Z-debug-0.log
`,
    shown: [
      'code E404',
      '404 Not Found - GET http://127.0.0.1:4873/create-gitops-service - no such package available',
      "404  'create-gitops-service@0.1.0' is not in this registry.",
    ],
  },
  {
    title: 'npm 9: the same in its older form',
    manager: 'npm',
    stderr: `npm WARN deprecated glob@7.2.3: Glob versions prior to v9 are no longer supported
npm ERR! code ETARGET
npm ERR! notarget No matching version found for create-envdump@9.9.9.
npm ERR! A complete log of this run can be found in: /home/a/.npm/_logs/debug-0.log
`,
    shown: ['code ETARGET', 'notarget No matching version found for create-envdump@9.9.9.'],
  },
  {
    title: 'npm 10: a registry that does not answer, without the stack',
    manager: 'npm',
    stderr: `(node:12) [DEP0040] DeprecationWarning: The punycode module is deprecated.
(Use \`node --trace-deprecation ...\` to show where the warning was created)
npm error code ECONNREFUSED
npm error syscall connect
npm error errno ECONNREFUSED
npm error FetchError: request to http://127.0.0.1:1/glob failed, reason: connect ECONNREFUSED 127.0.0.1:1
npm error     at ClientRequest.<anonymous> (/usr/lib/node_modules/npm/node_modules/minipass-fetch/lib/index.js:130:14)
npm error     at process.processTicksAndRejections (node:internal/process/task_queues:83:21) {
npm error   code: 'ECONNREFUSED',
npm error   requiredBy: '.'
npm error }
npm error
npm error If you are behind a proxy, please make sure that the
npm error 'proxy' config is set properly.  See: 'npm help config'
${update}`,
    shown: [
      'code ECONNREFUSED',
      'syscall connect',
      'errno ECONNREFUSED',
      'FetchError: request to http://127.0.0.1:1/glob failed, reason: connect ECONNREFUSED 127.0.0.1:1',
      'If you are behind a proxy, please make sure that the',
      "'proxy' config is set properly.  See: 'npm help config'",
    ],
  },
  {
    title: 'npm 11: peers that do not agree, ten lines of it',
    manager: 'npm',
    stderr: `npm error code ERESOLVE
npm error ERESOLVE unable to resolve dependency tree
npm error
npm error While resolving: a@undefined
npm error Found: react@18.3.1
npm error node_modules/react
npm error   react@"18.3.1" from the root project
npm error
npm error Could not resolve dependency:
npm error peer react@"^19.1.0" from react-dom@19.1.0
npm error node_modules/react-dom
npm error   react-dom@"19.1.0" from the root project
npm error
npm error Fix the upstream dependency conflict, or retry this command with --force or --legacy-peer-deps
`,
    shown: [
      'code ERESOLVE',
      'ERESOLVE unable to resolve dependency tree',
      'While resolving: a@undefined',
      'Found: react@18.3.1',
      'node_modules/react',
      '  react@"18.3.1" from the root project',
      'Could not resolve dependency:',
      'peer react@"^19.1.0" from react-dom@19.1.0',
      'node_modules/react-dom',
      '  react-dom@"19.1.0" from the root project',
    ],
  },
  {
    title: 'npm 11: a script, with what it said',
    manager: 'npm',
    stdout: '\n> postinstall\n> echo oops >&2; exit 3\n\nsome output\n',
    stderr: `npm warn deprecated glob@7.2.3: Glob versions prior to v9 are no longer supported
oops
npm error code 3
npm error path /home/a/orders
npm error command failed
npm error command sh -c echo oops >&2; exit 3
`,
    shown: [
      'oops',
      'code 3',
      'path /home/a/orders',
      'command failed',
      'command sh -c echo oops >&2; exit 3',
    ],
  },
  {
    title: 'pnpm 10: a version that is not there, on stdout after progress and an advertisement',
    manager: 'pnpm',
    stdout: `\u2009WARN\u2009 deprecated glob@7.2.3
Progress: resolved 1, reused 0, downloaded 0, added 0
${pnpmUpdate}\u2009ERR_PNPM_NO_MATCHING_VERSION\u2009 No matching version found for glob@9.9.9 at ${registry}

This error happened while installing a direct dependency of /home/a/orders

The latest release of glob is "7.2.3". Published at 11/30/2026 8:08:13 AM
`,
    shown: [
      ` ERR_PNPM_NO_MATCHING_VERSION  No matching version found for glob@9.9.9 at ${registry}`,
      'This error happened while installing a direct dependency of /home/a/orders',
      'The latest release of glob is "7.2.3". Published at 11/30/2026 8:08:13 AM',
    ],
  },
  {
    title: 'pnpm 10: a folder that is a file, without the stack',
    manager: 'pnpm',
    stdout: `\u2009ENOTDIR\u2009 ENOTDIR: not a directory, open '/home/a/orders/node_modules/.modules.yaml'

pnpm: ENOTDIR: not a directory, open '/home/a/orders/node_modules/.modules.yaml'
    at async open (node:internal/fs/promises:637:25)
    at async main (/usr/lib/node_modules/pnpm/dist/pnpm.cjs:214186:34)
`,
    shown: [
      " ENOTDIR  ENOTDIR: not a directory, open '/home/a/orders/node_modules/.modules.yaml'",
      "pnpm: ENOTDIR: not a directory, open '/home/a/orders/node_modules/.modules.yaml'",
    ],
  },
  {
    title: 'pnpm 10: another package manager is asked for, on stderr',
    manager: 'pnpm',
    stderr:
      '\u2009ERROR\u2009 This project is configured to use yarn\nFor help, run: pnpm help install\n',
    shown: [' ERROR  This project is configured to use yarn', 'For help, run: pnpm help install'],
  },
  {
    title: 'pnpm 10: a script, with what it said',
    manager: 'pnpm',
    stdout: `Packages: +1
+
Progress: resolved 1, reused 0, downloaded 1, added 1, done

> a@ postinstall /home/a/orders
> echo oops >&2; exit 3

\u2009ELIFECYCLE\u2009 Command failed with exit code 3.
`,
    stderr: 'oops\n',
    shown: ['oops', ' ELIFECYCLE  Command failed with exit code 3.'],
  },
  {
    title: 'pnpm 12: a package that is not there, on stderr and in a frame',
    manager: 'pnpm',
    stdout: '[WARN] Unsupported engine for /home/a/orders\nProgress: resolved 0\n',
    stderr: `Error: ERR_PNPM_FETCH_404

  × installing dependencies
  ├─▶ Failed to resolve dependency tree: GET http://127.0.0.1:4873/create-
  │   gitops-service: Not Found - 404
  │   
  ╰─▶ GET http://127.0.0.1:4873/create-gitops-service: Not Found - 404
  help: create-gitops-service is not in the npm registry, or you have no
        permission to fetch it.
`,
    shown: [
      'Error: ERR_PNPM_FETCH_404',
      '  × installing dependencies',
      '  ├─▶ Failed to resolve dependency tree: GET http://127.0.0.1:4873/create-',
      '  │   gitops-service: Not Found - 404',
      '  ╰─▶ GET http://127.0.0.1:4873/create-gitops-service: Not Found - 404',
      '  help: create-gitops-service is not in the npm registry, or you have no',
      '        permission to fetch it.',
    ],
  },
  {
    title: 'pnpm 12: peers that do not agree, on stderr',
    manager: 'pnpm',
    stdout: 'Packages: +5\n+++++\n',
    stderr: '[ERR_PNPM_PEER_DEP_ISSUES] Unmet peer dependencies\n\n✕ unmet peer react\n',
    shown: ['[ERR_PNPM_PEER_DEP_ISSUES] Unmet peer dependencies', '✕ unmet peer react'],
  },
  {
    title: 'colours that somebody forces',
    manager: 'npm',
    stderr: 'npm \u001b[31merror\u001b[39m code E401\n',
    shown: ['code E401'],
  },
  {
    title: 'an error of no known form: the end of it',
    manager: 'npm',
    stdout: 'progress\n',
    stderr: 'npm warn deprecated a\nSegmentation fault\n',
    shown: ['Segmentation fault'],
  },
  {
    title: 'warnings alone are no reason',
    manager: 'npm',
    stderr: `npm warn deprecated glob@7.2.3: Glob versions prior to v9 are no longer supported\n${update}`,
    shown: [],
  },
  {
    title: 'warnings alone are no reason, of pnpm either',
    manager: 'pnpm',
    stdout: '\u2009WARN\u2009 deprecated glob@7.2.3\n[WARN] 3 deprecated subdependencies found\n',
    shown: [],
  },
];
