import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { JOURNAL_PATH } from '../../src/domain/file-paths.ts';
import { aService } from '../cli/a-service.ts';
import { bundled } from '../faults/bundle.ts';
import { emptyFolder, runProcess, type Answer } from '../package/program.ts';
import { bytesOf, halfWritten, isOfTheRun, lostWords } from '../write/lived-folder.ts';

const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};
let preload = '';
beforeAll(() => {
  preload = bundled(join(import.meta.dirname, '../faults/preload.ts'));
});

/** A service with work for a resync: files that are gone, and one that somebody edited. */
function withWork(): string {
  const service = aService();
  for (const path of ['k8s/base', 'docs', '.github'])
    rmSync(join(service, path), { recursive: true });
  appendFileSync(join(service, 'k8s/overlays/dev/kustomization.yaml'), '# my words\n');
  return service;
}

function refused({ code, err }: Answer, message: RegExp): void {
  expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(message) });
  expect(err).not.toMatch(/\n\s+at .+:\d+/);
}

/**
 * Nothing is half-written, nothing of ours is left over and no word
 * is lost; with the cause gone, the same command does the job.
 */
function isWhole(
  service: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): void {
  const now = bytesOf(service);
  expect({
    half: halfWritten(now, before, after),
    left: [...now.keys()].filter(isOfTheRun),
    lost: lostWords(now, ['# my words']),
    // Where files have changed, and there is no room for their record either, the journal has it.
  }).toEqual({ half: [], left: now.has(JOURNAL_PATH) ? [JOURNAL_PATH] : [], lost: [] });
  if (halfWritten(now, before, before).length === 0) expect(now.has(JOURNAL_PATH)).toBe(false);
}

function finished(service: string): ReadonlyMap<string, string> {
  const copy = join(emptyFolder(), 'orders');
  cpSync(service, copy, { recursive: true });
  expect(runProcess('gitops-service', ['resync'], copy)).toMatchObject({ code: 0, err: '' });
  return bytesOf(copy);
}

test.each([1, 2, 4, 9, 30, 60, 90])(
  'a disk that is full from call %i on is refused with its reason, and with room again the job is done',
  (moment) => {
    const service = withWork();
    const [before, after] = [bytesOf(service), finished(service)];
    refused(
      runProcess('gitops-service', ['resync'], service, {
        NODE_OPTIONS: `--import=${preload}`,
        FAULT_FULL_AT: String(moment),
      }),
      /ENOSPC: no space left[^]*the disk is not full/,
    );
    isWhole(service, before, after);
    expect(runProcess('gitops-service', ['resync'], service)).toMatchObject({ code: 0, err: '' });
    expect(bytesOf(service)).toEqual(after);
  },
);

test('a real disk without room says the same, where one can be made', () => {
  const service = withWork();
  const [before, after] = [bytesOf(service), finished(service)];
  const disk = smallDisk(service);
  process.stdout.write(
    `a real full disk: ${disk === undefined ? 'not possible here, only the injected one' : 'tmpfs'}\n`,
  );
  if (disk === undefined) return;
  const filler = join(disk, 'filler');
  spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4096'], { stdio: 'ignore' });
  refused(runProcess('gitops-service', ['resync'], join(disk, 'orders')), /ENOSPC/);
  isWhole(join(disk, 'orders'), before, after);
  rmSync(filler);
  expect(runProcess('gitops-service', ['resync'], join(disk, 'orders'))).toMatchObject({
    code: 0,
    err: '',
  });
  expect(bytesOf(join(disk, 'orders'))).toEqual(after);
});

/** A copy of the service on a disk of its own that has room for little more. */
function smallDisk(service: string): string | undefined {
  const disk = emptyFolder();
  if (
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk], { stdio: 'ignore' })
      .status !== 0
  )
    return undefined;
  onTestFinished(() => {
    execFileSync('umount', [disk]);
  });
  cpSync(service, join(disk, 'orders'), { recursive: true });
  return disk;
}

test.each([
  ['one folder', ['k8s']],
  ['our records', ['.gitops']],
])('%s that may not be written to is refused, and nothing is half-written', (_, [closed = '']) => {
  const service = withWork();
  const [before, after] = [bytesOf(service), finished(service)];
  giveToNobody(service);
  chmodSync(join(service, closed), 0o555);
  refused(
    runProcess('gitops-service', ['resync'], service, { HOME: service }, nobody),
    /EACCES: permission denied[^]*you can write to the folder/,
  );
  isWhole(service, before, after);
  chmodSync(join(service, closed), 0o755);
});

test('a file that may not be read is refused by its name', () => {
  const service = withWork();
  giveToNobody(service);
  chmodSync(join(service, 'Dockerfile'), 0);
  const before = bytesOfReadable(service);
  refused(
    runProcess('gitops-service', ['resync'], service, { HOME: service }, nobody),
    /cannot read Dockerfile: permission denied/,
  );
  expect(bytesOfReadable(service)).toEqual(before);
  chmodSync(join(service, 'Dockerfile'), 0o644);
});

/** Who trusts only their own files needs them; permissions mean nothing to root. */
function giveToNobody(service: string): void {
  chmodSync(join(service, '..'), 0o755);
  if (!isRoot) return;
  for (const entry of ['.', ...readdirSync(service, { recursive: true, encoding: 'utf8' })])
    chownSync(join(service, entry), 65_534, 65_534);
}

const bytesOfReadable = (service: string): readonly string[] =>
  readdirSync(service, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('node_modules'))
    .sort();

test.each([
  [
    'a folder where a file belongs',
    (service: string) => {
      rmSync(join(service, 'Dockerfile'));
      mkdirSync(join(service, 'Dockerfile'));
    },
    /Dockerfile: is a folder/,
  ],
  [
    'a file where a folder belongs',
    (service: string) => {
      rmSync(join(service, 'argocd'), { recursive: true });
      writeFileSync(join(service, 'argocd'), '# my words\n');
    },
    /requires a folder "argocd", but that is a file/,
  ],
  [
    'a link where a file belongs',
    (service: string) => {
      rmSync(join(service, 'Dockerfile'));
      symlinkSync('package.json', join(service, 'Dockerfile'));
    },
    /Dockerfile: is a symbolic link/,
  ],
])('%s is refused by name, and nothing is written', (_, prepare, message) => {
  const service = withWork();
  prepare(service);
  const before = bytesOf(service);
  refused(runProcess('gitops-service', ['resync'], service), message);
  expect(bytesOf(service)).toEqual(before);
  expect(runProcess('gitops-service', ['check'], service).code).toBe(1);
});
