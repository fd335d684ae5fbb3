import { expect, test } from 'vitest';
import { withoutSecrets } from '../../src/git/repository.ts';

test.each([
  [
    'https://x-access-token:ghs_canary@github.com/acme/orders.git',
    'https://github.com/acme/orders.git',
  ],
  ['https://canary@host/x', 'https://host/x'],
  [
    "fatal: unable to access 'https://me:canary@p@host:8443/x/': 500",
    "fatal: unable to access 'https://host:8443/x/': 500",
  ],
  ['https://host/x?access_token=canary&y=1', 'https://host/x?access_token=…&y=1'],
  ['> Authorization: Basic canary\nnext', '> Authorization: …\nnext'],
  ['git@github.com:acme/orders.git', 'git@github.com:acme/orders.git'],
])('credentials leave what git says: %s', (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
});
