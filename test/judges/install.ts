import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inParallel } from './parallel.ts';
import { run } from './process.ts';
import type { Tool, ToolName } from './tools.ts';
import { tools } from './tools.ts';

/** Installs the tools that are not in the cache yet, two at a time, and says one line per tool. */
export async function installTools(
  say: (line: string) => void,
  names: readonly ToolName[] = tools.map(({ name }) => name),
): Promise<void> {
  const wanted = tools.filter(({ name }) => names.includes(name));
  const missing = wanted.filter((tool) => !existsSync(folderOf(tool)));
  for (const tool of wanted)
    if (!missing.includes(tool)) say(`${tool.name} ${tool.version}  in the cache`);
  await requirePrograms(missing);
  await inParallel(2, missing, async (tool) =>
    say(`${tool.name} ${tool.version}  installed in ${await installed(tool)} s`),
  );
}

/** The command that starts a tool of the cache; its arguments follow. */
export function tool(name: ToolName): readonly string[] {
  const found = tools.find((one) => one.name === name);
  if (found === undefined || !existsSync(folderOf(found))) {
    throw new Error(`${name} is not installed; run "npx jiti test/judges/install.ts"`);
  }
  return commandOf(found, folderOf(found));
}

/** Where the tools live: outside of every checkout, so that a fresh clone finds them warm. */
export function cacheFolder(): string {
  return (
    process.env['CREATE_GITOPS_SERVICE_CACHE'] ?? join(homedir(), '.cache', 'create-gitops-service')
  );
}

const programs = {
  go: {
    command: ['go', 'version'],
    hint: 'Go 1.26 or newer is needed to build the judges; get it from https://go.dev/dl and put "go" on the PATH.',
  },
  npm: {
    command: ['npm', '--version'],
    hint: 'npm is needed to get versions of Node and package managers; it comes with Node.',
  },
  pip: {
    command: ['python3', '-c', 'import venv, ensurepip'],
    hint:
      'Python 3.10 or newer with its venv module is needed for the judges; ' +
      'get python3 and python3-venv from your package manager.',
  },
} as const;

async function requirePrograms(missing: readonly Tool[]): Promise<void> {
  for (const kind of new Set(missing.map(({ source }) => source.kind))) {
    const { command, hint } = programs[kind];
    const code = await run(command).then(
      (outcome) => outcome.code,
      () => 1,
    );
    if (code !== 0) throw new Error(hint);
  }
}

async function installed(tool: Tool): Promise<string> {
  const start = performance.now();
  mkdirSync(cacheFolder(), { recursive: true });
  const temporary = mkdtempSync(join(cacheFolder(), `.${tool.name}-`));
  try {
    await fill(tool, temporary);
    await verify(tool, temporary);
    renameSync(temporary, folderOf(tool));
  } catch (error) {
    // Another run may have been faster; its folder is as good as ours.
    if (!existsSync(folderOf(tool))) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return ((performance.now() - start) / 1000).toFixed(1);
}

async function fill({ name, version, source }: Tool, folder: string): Promise<void> {
  if (source.kind === 'go' && source.inside === true) {
    await buildInside(name, source, folder);
    return;
  }
  if (source.kind === 'go') {
    const target = `${[source.module, source.command].filter((part) => part !== '').join('/')}@${source.tag}`;
    await must(name, ['go', 'install', target], {
      CGO_ENABLED: '0',
      GOFLAGS: '-trimpath',
      GOBIN: join(folder, 'bin'),
    });
    return;
  }
  if (source.kind === 'npm') {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, overrides: source.overrides ?? {} }),
    );
    await must(name, [
      'npm',
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      `${source.package}@${version}`,
    ]);
    return;
  }
  await must(name, ['python3', '-m', 'venv', folder]);
  await must(name, [
    join(folder, 'bin', 'python3'),
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `${source.package}==${version}`,
  ]);
}

/** Compiles a command as a dependency of an empty module, without clients of clouds that no judge asks. */
async function buildInside(
  name: string,
  { module, command, tag, program }: Extract<Tool['source'], { kind: 'go' }>,
  folder: string,
): Promise<void> {
  const around = join(folder, 'around');
  const target = `${module}/${command}`;
  const inside = (...words: readonly string[]): Promise<string> =>
    must(name, ['go', '-C', around, ...words], { CGO_ENABLED: '0' });
  mkdirSync(around);
  await inside('mod', 'init', 'judge');
  await inside('get', `${target}@${tag}`);
  await inside(
    'build',
    '-trimpath',
    '-tags',
    'remove_all_sd',
    '-ldflags',
    '-s -w',
    '-o',
    join(folder, 'bin', program),
    target,
  );
  rmSync(around, { recursive: true });
}

/** Asks the binary itself which version it is, and starts it once. */
async function verify(tool: Tool, folder: string): Promise<void> {
  const { name, version, source } = tool;
  const { question, isRight } = identityOf(tool, folder);
  const answer = await must(name, question);
  const right = isRight(answer);
  if (!right)
    throw new Error(
      `${name}: version ${version} was asked for, and the installed one says: ${answer.trim().slice(0, 400)}`,
    );
  // Some tools exit 1 or 2 after their help; 126 and 127 mean that it did not start.
  const { code, stderr } = await run([
    ...commandOf(tool, folder),
    source.kind === 'go' ? '--help' : '--version',
  ]);
  if (code >= 126) throw new Error(`${name} does not start: ${stderr}`);
}

async function must(
  name: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(command, { env });
  if (code !== 0)
    throw new Error(
      `${name}: "${command.join(' ')}" failed with ${code}:\n${stdout}${stderr}`.trim(),
    );
  return stdout;
}

interface Identity {
  readonly question: readonly string[];
  readonly isRight: (answer: string) => boolean;
}

function identityOf({ version, source }: Tool, folder: string): Identity {
  switch (source.kind) {
    case 'go':
      return {
        question: ['go', 'version', '-m', join(folder, 'bin', source.program)],
        isRight: (answer) => answer.includes(`\t${source.module}\t${source.tag}\t`),
      };
    case 'npm':
      return {
        question: [
          process.execPath,
          '-p',
          `require(${JSON.stringify(join(folder, 'node_modules', source.package, 'package.json'))}).version`,
        ],
        isRight: (answer) => answer.trim().replace(/^v/, '') === version,
      };
    case 'pip':
      return {
        question: [
          join(folder, 'bin', 'python3'),
          '-c',
          `import importlib.metadata as m; print(m.version(${JSON.stringify(source.package)}))`,
        ],
        isRight: (answer) => answer.trim().replace(/^v/, '') === version,
      };
  }
}

// A Python tool is started through its interpreter: its launcher
// script names the folder it was installed in, before the rename.
function commandOf({ name, source }: Tool, folder: string): readonly string[] {
  if (source.kind === 'pip' && source.module !== undefined)
    return [join(folder, 'bin', 'python3'), '-m', source.module];
  if (source.kind === 'npm') {
    const program = join(folder, 'node_modules', source.package, source.program);
    return source.isScript ? [process.execPath, program] : [program];
  }
  return [join(folder, 'bin', source.kind === 'go' ? source.program : name)];
}

function folderOf({ name, version }: Tool): string {
  return join(cacheFolder(), `${name}-${version}`);
}

// As a command: npx jiti test/judges/install.ts
if (
  process.argv[1] !== undefined &&
  realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  await installTools((line) => process.stdout.write(`${line}\n`)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
