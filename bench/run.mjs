// Measures the built program against a stock projen project and writes
// bench/RESULTS.md. Run on a quiet machine: npm run build && npm run bench
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measured, median, ratio } from './measure.mjs';
import { configText, grown, withFiles } from './configs.mjs';
import {
  addForeignFiles,
  emptied,
  projenVersion,
  root,
  service,
  stock,
  versionOf,
} from './projects.mjs';

const ROUNDS = 5;
const OURS = '`npx projen`, 72 files, nothing changed';
const STOCK = 'stock `npx projen`, 22 files, nothing changed';

/** What grows, and how far: each is made twice, once at half the size. */
const growths = [
  { what: 'components', most: 200, packagings: ['helm', 'kustomize'] },
  { what: 'environments', most: 50, packagings: ['helm', 'kustomize'] },
  { what: 'stores', most: 20, packagings: ['helm', 'kustomize'] },
];

function casesIn(parent) {
  const small = service(parent, 'small', withFiles());
  const [thousand, many, fresh] = [
    ['thousand', 1000],
    ['many', 5000],
    ['fresh', 5000],
  ].map(([name, files]) => service(parent, name, withFiles(files - 72)));
  const empty = join(parent, 'empty');
  mkdirSync(empty);
  const aside = join(parent, 'aside-');
  const program = (name) => join(small, 'node_modules/create-gitops-service/dist', `${name}.js`);
  const resync = (folder) => ({
    command: ['node', program('gitops-service'), 'resync'],
    cwd: folder,
  });
  return [
    { name: '`node -e 0`', aim: '', command: ['node', '-e', '0'], cwd: parent },
    {
      name: '`gitops-service --help`',
      aim: '≤ 0.15 s',
      command: ['node', program('gitops-service'), '--help'],
      cwd: parent,
    },
    {
      name: '`create-gitops-service orders --yes --no-install --no-git`',
      aim: '≤ 0.40 s',
      command: [
        'node',
        program('create-gitops-service'),
        'orders',
        '--yes',
        '--no-install',
        '--no-git',
      ],
      cwd: empty,
      before: () => emptied(empty, aside),
    },
    {
      name: '`gitops-service resync`, 72 files, nothing changed',
      aim: '≤ 0.30 s, 5.3 ×',
      ...resync(small),
    },
    { name: OURS, aim: '≤ 0.35 × stock', command: ['npx', 'projen'], cwd: small },
    { name: STOCK, aim: '', command: ['npx', 'projen'], cwd: stock() },
    { name: '1,000 files, nothing changed', aim: '', ...resync(thousand) },
    { name: '5,000 files, nothing changed', aim: '≤ 1.5 s, ≤ 150 MB', ...resync(many) },
    {
      name: '5,000 files, all of them new',
      aim: '≤ 2.5 s',
      ...resync(fresh),
      before: () => emptied(fresh, aside),
    },
    ...grownCases(parent, aside, program('gitops-service')),
  ];
}

/** Services that are large in one way, without a file of theirs and with all of them, and one among much else. */
function grownCases(parent, aside, program) {
  const command = (word, folder) => ({ command: ['node', program, word], cwd: folder });
  const large = growths.flatMap(({ what, most, packagings }) =>
    packagings.flatMap((packaging) =>
      [most / 2, most].flatMap((count) => {
        const name = `${count}-${what}-${packaging}`;
        const config = configText(grown({ packaging, [what]: count }));
        const [fresh, whole] = ['fresh', 'whole'].map((kind) =>
          service(parent, `${name}-${kind}`, config),
        );
        return [
          {
            name: `${count} ${what}, ${packaging}, all files new`,
            aim: count === most ? '≤ 10 s, ≤ 400 MB' : '',
            ...command('resync', fresh),
            before: () => emptied(fresh, aside),
          },
          {
            name: checkOf(count, what, packaging),
            aim: count === most ? '≤ 1.5 s' : '',
            ...command('check', whole),
            first: command('resync', whole),
          },
        ];
      }),
    ),
  );
  const crowded = service(parent, 'crowded', withFiles());
  addForeignFiles(crowded, 100_000);
  return [
    ...large,
    {
      name: '100,000 files of others in the folder, `check`',
      aim: '≤ 0.30 s',
      ...command('check', crowded),
      first: command('resync', crowded),
    },
  ];
}

const checkOf = (count, what, packaging) => `${count} ${what}, ${packaging}, \`check\``;

/** By how much `check` takes longer for twice as much. */
const growthLines = (named) =>
  growths.flatMap(({ what, most, packagings }) =>
    packagings.map((packaging) => {
      const [whole, half] = [most, most / 2].map((count) => named(checkOf(count, what, packaging)));
      return `| ${half.name} → ${most} | ${ratio(whole, half).toFixed(2)} | ≤ 2.3 |`;
    }),
  );

function reportOf(results) {
  const [bare] = results;
  const named = (name) => results.find((result) => result.name === name);
  const rows = results.map(
    (result) =>
      '| ' +
      `${[
        result.name,
        median(result.seconds).toFixed(3),
        ratio(result, bare).toFixed(1),
        `${result.memory} MB`,
        result.aim,
      ].join(' | ')} ` +
      '|',
  );
  return `# Benchmarks of ${versionOf(root)}

Node ${process.versions.node}, ${cpus().length} cores; measured with \`npm run bench\`. Seconds are medians \
of ${ROUNDS} rounds; each round runs every command once, in turn.
× is the median of the ratios to \`node -e 0\` of the same round. Memory is the largest resident set of one process.

| what | seconds | × | memory | aim |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

| twice as much | × | aim |
| --- | --- | --- |
${growthLines(named).join('\n')}

\`npx projen\` of a service takes ${ratio(named(OURS), named(STOCK)).toFixed(2)} × the time of a stock \
project in the same round.

Stock is what \`npx projen@${projenVersion} new typescript --package-manager npm\` makes, untouched: \
\`.projenrc.ts\`, run and type-checked by its default task (ts-node), with all its
dependencies installed and its post-synthesis steps on, which find nothing to do. Ours runs with \
post-synthesis steps on too, on the same version of projen; jiti runs its config without a type check.
`;
}

const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const results = measured(casesIn(scratch), ROUNDS);
  const report = reportOf(results);
  writeFileSync(join(root, 'bench/RESULTS.md'), report);
  console.log(report);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
