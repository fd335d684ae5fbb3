import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../../judges/process.ts';
import type { Clone } from './clone.ts';
import { commandsOf, follow } from './runbook.ts';

const page = `# Page

1. First:

   \`\`\`bash
   # what a reader is told
   cat <<'END'
     text
   END
   true &&
     echo "<what>"
   \`\`\`

## staging

| Check |
| --- |
| \`kubectl get a \\| grep b\` |

\`\`\`text
not a command
\`\`\`

### Watch

\`\`\`bash
read -r answer
echo "$answer" \\
  "$OTHER"
false
\`\`\`
`;

/** A clone that is a folder with the page. */
function aClone(): Clone {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'page.md'), page);
  const clone: Pick<Clone, 'folder' | 'tryRun'> = {
    folder,
    tryRun: (...command) => run(command, { cwd: folder }),
  };
  return clone as Clone;
}

test('the commands of a page are those of its bash blocks and tables, with their place', () => {
  expect(commandsOf('page.md', page)).toEqual([
    { at: 'page.md:7', under: 'Page', text: "cat <<'END'\n  text\nEND" },
    { at: 'page.md:10', under: 'Page', text: 'true &&\n  echo "<what>"' },
    { at: 'page.md:18', under: 'Page > staging', text: 'kubectl get a | grep b' },
    { at: 'page.md:27', under: 'Page > staging > Watch', text: 'read -r answer' },
    { at: 'page.md:28', under: 'Page > staging > Watch', text: 'echo "$answer" \\\n  "$OTHER"' },
    { at: 'page.md:30', under: 'Page > staging > Watch', text: 'false' },
  ]);
});

test('commands run in one shell, with what a reader puts in', async () => {
  const { ran, skipped, stdout } = await follow(aClone(), 'page.md', {
    values: { '<what>': 'this' },
    skip: [
      { command: /^kubectl/, because: 'no cluster' },
      { command: /^false/, because: 'fails' },
    ],
    answers: '42',
    env: { OTHER: 'other' },
  });
  expect(stdout).toBe('  text\nthis\n42 other\n');
  expect([ran.length, skipped.length]).toEqual([4, 2]);
});

test.each([
  ['fails', {}, /exit code 1\n.*\npage\.md:30: false$/s],
  ['skips nothing', { skip: [{ command: /argocd/, because: 'none' }] }, /no command \/argocd\//],
  ['puts in nothing', { values: { '<what>': 'this' } }, /no command that runs has <what>/],
  ['stands nowhere', { under: /production/ }, /no command under \/production\//],
  ['lacks a value', { under: /^Page$/ }, /page\.md:10: nothing to put in for <what>/],
])('what %s is an error', async (_, reading, words) => {
  await expect(follow(aClone(), 'page.md', { under: /Watch/, ...reading })).rejects.toThrow(words);
});
