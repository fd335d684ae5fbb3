import { expect, test } from 'vitest';
import { imagesOf, setImage } from '../../src/release/release-file.ts';

const repository = 'ghcr.io/acme/orders-mail-sender';
const digest = `sha256:${'ab'.repeat(32)}`;
const tag = '1e23456789012345678901234567890123456789';

const zeros = `sha256:${'0'.repeat(64)}`;

const file = `# CI writes this
api:
  image:
    repository: ghcr.io/acme/orders-api
    tag: "1.10"  # kept
    digest: ${zeros}
mailSender:
  image:
    repository: ${repository}
    tag: unreleased
    digest: ${zeros}
`;

test('images are read by repository, tags as text', () => {
  expect(imagesOf(file)).toEqual([
    { repository: 'ghcr.io/acme/orders-api', tag: '1.10', digest: zeros },
    { repository, tag: 'unreleased', digest: zeros },
  ]);
});

test('an edit changes tag and digest of one component, and a tag of digits stays a text', () => {
  const edited = setImage(file, { repository, tag, digest });
  expect(edited).toBe(
    file.replace(
      `    tag: unreleased\n    digest: ${zeros}`,
      `    tag: "${tag}"\n    digest: "${digest}"`,
    ),
  );
  expect(setImage(edited, { repository, tag, digest })).toBe(edited);
});

test('a part that an image lacks goes, and comes back below the repository', () => {
  const digestOnly = setImage(file, { repository, tag: undefined, digest });
  expect(digestOnly).toContain(`repository: ${repository}\n    digest: "${digest}"\n`);
  expect(setImage(digestOnly, { repository, tag, digest })).toContain(
    `repository: ${repository}\n    tag: "${tag}"\n    digest: "${digest}"\n`,
  );
});

test.each([
  [
    'a repository that no component has',
    () => setImage(file, { repository: 'ghcr.io/acme/other', tag, digest }),
    'the release file has no image ghcr.io/acme/other (known: ' +
      'ghcr.io/acme/orders-api, ghcr.io/acme/orders-mail-sender)',
  ],
  [
    'a repository that two components have',
    () => setImage(file.replace('orders-api', 'orders-mail-sender'), { repository, tag, digest }),
    'twice',
  ],
  [
    'a floating tag',
    () => setImage(file, { repository, tag: 'latest', digest }),
    'is a floating tag',
  ],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(message);
});
