import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parseCertificate } from '../../src/secrets/certificate.ts';
import {
  FINGERPRINTS_PATH,
  isForAnother,
  isUnchanged,
  readFingerprints,
  withFingerprints,
  type SealedValue,
} from '../../src/secrets/fingerprints.ts';
import { inputFromText } from '../../src/secrets/inputs.ts';
import { aCertificate, rsaKey } from './a-certificate.ts';
import { aRepository } from './a-repository.ts';
import { openedFile } from './unseal.ts';

const cache = 'redis-auth';
const owner = 'postgres-userdata-credentials';
const folder = dirname(FINGERPRINTS_PATH);

const value: SealedValue = {
  environment: 'dev',
  namespace: 'budget-dev',
  secret: 'redis-auth',
  key: 'REDIS_PASSWORD',
  scope: 'strict',
  certificate: 'id',
  value: Buffer.from('x'),
  sealed: 'Agtext',
};

/** What is remembered of this value, read back from the disk. */
function remembered() {
  const repository = aRepository();
  repository.write(FINGERPRINTS_PATH, withFingerprints(readFingerprints(repository.root), [value]));
  return readFingerprints(repository.root);
}

test.each<[string, Partial<SealedValue>]>([
  ['the value', { value: Buffer.from('y') }],
  ['the sealed text', { sealed: 'Agother' }],
  ['the certificate', { certificate: 'other' }],
  ['the scope', { scope: 'namespace-wide' }],
  ['the namespace', { namespace: 'budget-prod' }],
  ['the environment', { environment: 'prod' }],
  ['the secret', { secret: 'other' }],
  ['the key', { key: 'OTHER' }],
  ['where one ends and the next begins', { sealed: 'Agtex', value: Buffer.from('tx') }],
])('a value is no longer unchanged when %s is another', (_, change) => {
  const prints = remembered();
  expect(isUnchanged(prints, value)).toBe(true);
  expect(isUnchanged(prints, { ...value, ...change })).toBe(false);
});

test('a sealed text is known to be for another certificate only while it is the one that was sealed', () => {
  const prints = remembered();
  expect(isForAnother(prints, value)).toBe(false);
  expect(isForAnother(prints, { ...value, certificate: 'other' })).toBe(true);
  expect(isForAnother(prints, { ...value, certificate: 'other', sealed: 'Agother' })).toBe(false);
  expect(isForAnother(prints, { ...value, certificate: 'other', key: '__proto__' })).toBe(false);
});

test('what was sealed for the wrong cluster is repaired by sealing it with the right certificate', () => {
  const repository = aRepository();
  const wrong = parseCertificate(aCertificate({ key: rsaKey() }).pem, 'wrong');
  repository.fill(cache, { REDIS_PASSWORD: 'x' });
  repository.fill(owner, { password: 'y' });
  repository.seal(undefined, { certificate: wrong });
  expect(repository.seal(undefined, { certificate: wrong })).toMatchObject([
    { sealed: [], unchanged: ['username', 'password'] },
    { sealed: [], unchanged: ['REDIS_PASSWORD'] },
  ]);
  // What the plan knows is sealed again too, though no file says it.
  expect(repository.seal()).toMatchObject([
    { sealed: ['username', 'password'], unchanged: [] },
    { sealed: ['REDIS_PASSWORD'], unchanged: [] },
  ]);
  expect([repository.opened(owner), repository.opened(cache)]).toEqual([
    { username: 'userdata', password: 'y' },
    { REDIS_PASSWORD: 'x' },
  ]);
  expect(repository.seal().flatMap(({ sealed }) => sealed)).toEqual([]);
});

test('values that are kept and sealed for another certificate are named, by seal and by the status', () => {
  const repository = aRepository();
  const app = 'budget-server-secrets';
  const key = rsaKey();
  const wrong = aCertificate({ key }).pem;
  const wanted = { environment: repository.environment, scope: 'strict', secret: app } as const;
  repository.sealInputs([inputFromText('JWT_SECRET=a\nREDIS_URL=b\n', wanted)], {
    certificate: parseCertificate(wrong, 'wrong'),
  });
  expect(repository.sealInputs([inputFromText('JWT_SECRET=a\n', wanted)])).toMatchObject([
    { sealed: ['JWT_SECRET'], kept: ['REDIS_URL'], forAnother: ['REDIS_URL'] },
  ]);
  const statusWith = (pem: string): readonly string[] | undefined => {
    repository.write('k8s/overlays/dev/secrets/sealing-certificate.pem', pem);
    return repository.status().secrets.find(({ secret }) => secret === app)?.forAnother;
  };
  expect([statusWith(wrong), statusWith(aCertificate({ key: rsaKey() }).pem)]).toEqual([
    ['JWT_SECRET'],
    ['JWT_SECRET', 'REDIS_URL'],
  ]);
  expect(() => openedFile(repository.read(repository.sealed(app)), key.privateKey)).toThrow(/./);
});

test.each([0o000, 0o022, 0o077])('the folder and the file are closed with umask %o', (umask) => {
  const repository = aRepository();
  repository.fill(cache, { REDIS_PASSWORD: 'x' });
  const before = process.umask(umask);
  try {
    repository.seal();
  } finally {
    process.umask(before);
  }
  expect([repository.modeOf(folder), repository.modeOf(FINGERPRINTS_PATH)]).toEqual(['700', '600']);
});

test('a folder and files that were open are closed, whatever was sealed', () => {
  const repository = aRepository();
  repository.fill(cache, { REDIS_PASSWORD: 'x' });
  repository.seal();
  for (const path of [folder, FINGERPRINTS_PATH, repository.plain(cache)])
    chmodSync(join(repository.root, path), 0o777);
  expect(repository.seal()).toMatchObject([{ unchanged: ['REDIS_PASSWORD'] }]);
  expect(
    [folder, FINGERPRINTS_PATH, repository.plain(cache)].map((path) => repository.modeOf(path)),
  ).toEqual(['700', '600', '600']);
  chmodSync(join(repository.root, repository.plain(cache)), 0o666);
  repository.init();
  expect(repository.modeOf(repository.plain(cache))).toBe('600');
});

test.each<[string, (root: string, elsewhere: string) => void]>([
  ['folder', (root, elsewhere) => symlinkSync(elsewhere, join(root, folder))],
  [
    'file',
    (root, elsewhere) => {
      mkdirSync(join(root, folder));
      symlinkSync(join(elsewhere, 'file'), join(root, FINGERPRINTS_PATH));
    },
  ],
])('a link in the place of the %s is refused, and nothing behind it is touched', (_, link) => {
  const repository = aRepository();
  const elsewhere = join(repository.root, 'elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'file'), 'theirs');
  for (const path of [elsewhere, join(elsewhere, 'file')]) chmodSync(path, 0o755);
  mkdirSync(join(repository.root, '.gitops'), { recursive: true });
  rmSync(join(repository.root, folder), { recursive: true, force: true });
  link(repository.root, elsewhere);
  repository.fill(cache, { REDIS_PASSWORD: 'x' });
  expect(() => repository.seal()).toThrow(/symbolic link/);
  expect(repository.read('elsewhere/file')).toBe('theirs');
  expect([elsewhere, join(elsewhere, 'file')].map((path) => statSync(path).mode & 0o777)).toEqual([
    0o755, 0o755,
  ]);
  expect(repository.exists(repository.sealed(cache))).toBe(false);
});
