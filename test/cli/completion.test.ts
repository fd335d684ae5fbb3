import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { emptyFolder, run } from '../package/program.ts';

const folder = emptyFolder();
const script = (shell: string): string => run('gitops-service', ['completion', shell], folder).out;

/** What Bash offers for the last of these words. */
function offered(...words: readonly string[]): readonly string[] {
  const line =
    `${script('bash')}\nCOMP_WORDS=(gitops-service "$@")\nCOMP_CWORD=$#\n_gitops_service\n` +
    'printf \'%s\\n\' "${COMPREPLY[@]}"';
  const { stdout, stderr, status } = spawnSync('bash', ['-c', line, 'bash', ...words], {
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((word) => word !== '');
}

test('Bash completes commands, and the flags of the command that was typed', () => {
  expect(offered('pro')).toEqual(['promote']);
  expect(offered('promote', '--ver')).toEqual(['--verify-source']);
  expect(offered('promote', 'dev', '--comp')).toEqual(['--component']);
  expect(offered('resync', '--ver')).toEqual([]);
});

test('Bash completes every command that the help lists', () => {
  const listed = [
    ...run('gitops-service', ['--help'], folder).out.matchAll(/^ {2}([a-z]\S+)/gm),
  ].map(([, name]) => name);
  expect(listed).toContain('resync');
  expect(offered('')).toEqual([...new Set(listed)]);
});

test('Zsh gets the script of Bash, and Fish one line for each word and flag', () => {
  expect(script('zsh')).toContain(script('bash'));
  expect(script('fish')).toMatch(
    /^complete -c gitops-service -n '__fish_seen_subcommand_from promote' -l verify-source -d '.+'$/m,
  );
});

test('an unknown shell is refused with the ones that are known', () => {
  expect(run('gitops-service', ['completion', 'fisch'], folder)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/did you mean "fish"[\s\S]*bash, zsh, fish/),
  });
});
