// Measures the built program and writes bench/RESULTS.md. Run on a quiet machine: npm run bench
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const program = join(root, 'dist/gitops-service.js');
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const node = (...words) => [process.execPath, ...words];

/** Median wall-clock seconds of a command, and its largest resident set. */
function measured(command, { cwd, runs = 7, before = () => {} }) {
  const samples = [];
  let memory = 0;
  for (let index = 0; index <= runs; index += 1) {
    before();
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(command[0], command.slice(1), { cwd, encoding: 'utf8', env: { ...process.env, BENCH_MEMORY: '1' } });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr}`);
    if (index > 0) samples.push(seconds); // the first run fills caches
    memory = Math.max(memory, Number(/maxRSS=(\d+)/.exec(stderr)?.[1] ?? 0));
  }
  return { seconds: samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)], memory };
}

function service(name, extra = 0) {
  const folder = join(scratch, name);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  const own = join(folder, 'node_modules/create-gitops-service');
  mkdirSync(own);
  for (const part of ['dist', 'templates']) cpSync(join(root, part), join(own, part), { recursive: true });
  cpSync(join(root, 'package.json'), join(own, 'package.json'));
  for (const dependency of ['projen', 'constructs', 'jiti']) symlinkSync(join(root, 'node_modules', dependency), join(folder, 'node_modules', dependency), 'dir');
  const customize = `customize: (files) => [...files, ...Array.from({ length: ${extra} }, (_, i) => ({ path: \`extra/\${i % 50}/\${i}.yaml\`, content: { kind: 'yaml', documents: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: \`c\${i}\` }, data: { value: String(i) } }] }, ownership: { kind: 'managed' }, executable: false, origin: { feature: 'bench', keys: [] } }))],`;
  writeFileSync(join(folder, '.projenrc.ts'), `import { GitOpsService } from 'create-gitops-service';\nnew GitOpsService({ name: 'orders', repository: 'https://github.com/acme/orders', components: { server: {} }, ${extra > 0 ? customize : ''} }).synth();\n`);
  return folder;
}

/** A stock projen TypeScript project, synthesised as its users do. */
function stock() {
  const folder = join(scratch, 'stock');
  mkdirSync(folder);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  writeFileSync(join(folder, '.projenrc.js'), "const { typescript } = require('projen');\nnew typescript.TypeScriptProject({ name: 'stock', defaultReleaseBranch: 'main', outdir: '.' }).synth();\n");
  spawnSync(process.execPath, ['.projenrc.js'], { cwd: folder, env: { ...process.env, PROJEN_DISABLE_POST: 'true' } });
  return folder;
}

const memory = ['--import', `data:text/javascript,process.on('exit',()=>console.error('maxRSS='+process.resourceUsage().maxRSS))`];
const small = service('small');
const [thousand, fiveThousand] = [service('thousand', 950), service('five-thousand', 4950)];
const empty = join(scratch, 'empty');
const fresh = () => { rmSync(empty, { recursive: true, force: true }); mkdirSync(empty); };
const wiped = (folder) => () => { rmSync(join(folder, 'extra'), { recursive: true, force: true }); rmSync(join(folder, '.gitops'), { recursive: true, force: true }); };

const rows = [];
const row = (name, aim, command, options) => rows.push({ name, aim, ...measured(command, options) });
row('node -e 0', '', node('-e', '0'), { cwd: scratch });
row('--help', '≤ 0.15 s', node(program, '--help'), { cwd: scratch });
row('create, no install, no git', '≤ 0.40 s', node(join(root, 'dist/create-gitops-service.js'), 'orders', '--yes', '--no-install', '--no-git'), { cwd: empty, before: fresh });
row('resync, nothing changed', '≤ 0.30 s', node(...memory, join(small, 'node_modules/create-gitops-service/dist/gitops-service.js'), 'resync'), { cwd: small });
row('npx projen, nothing changed', '≤ 0.35 × stock', ['npx', '--no-install', 'projen'], { cwd: (mkdirSync(join(small, 'node_modules/.bin'), { recursive: true }), symlinkSync('../projen/bin/projen', join(small, 'node_modules/.bin/projen')), small) });
row('stock npx projen (JavaScript config)', '', ['npx', '--no-install', 'projen', '--no-post'], { cwd: stock() });
row('1,000 files, unchanged', '', node(...memory, program, 'resync'), { cwd: thousand, runs: 5 });
row('5,000 files, new', '≤ 2.5 s', node(...memory, program, 'resync'), { cwd: fiveThousand, runs: 3, before: wiped(fiveThousand) });
row('5,000 files, unchanged', '≤ 1.5 s, ≤ 150 MB', node(...memory, program, 'resync'), { cwd: fiveThousand, runs: 5 });

const [{ seconds: base }] = rows;
const lines = rows.map(({ name, aim, seconds, memory: kib }) => `| ${name} | ${seconds.toFixed(3)} | ${(seconds / base).toFixed(1)} | ${kib === 0 ? '' : `${Math.round(kib / 1024)} MB`} | ${aim} |`);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
writeFileSync(join(root, 'bench/RESULTS.md'), [`# Benchmarks of ${version}`, '', `Node ${process.versions.node}, ${cpus().length} cores. Median seconds; × is against \`node -e 0\` of the same run. Measured with \`npm run bench\`.`, '', '| what | seconds | × | memory | aim |', '| --- | --- | --- | --- | --- |', ...lines, ''].join('\n'));
console.log(lines.join('\n'));
rmSync(scratch, { recursive: true, force: true });
