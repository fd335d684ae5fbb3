import { tool } from './install.ts';
import { yamlFiles } from './kinds.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/** Every YAML file keeps yamllint's default rules, warnings included, but for the few that fight other tools. */
export const yamllint: Judge = async (tree) => {
  const files = yamlFiles(tree);
  if (files.length === 0) return [];
  const command = [
    ...tool('yamllint'),
    '--strict',
    '--format',
    'parsable',
    '--config-data',
    JSON.stringify(config),
    ...files,
  ];
  const { code, stdout, stderr } = await run(command, { cwd: tree.root });
  if (stderr !== '' || (code !== 0 && stdout === ''))
    return [{ judge: 'yamllint', file: '.', message: stderr || 'failed without a word' }];
  return stdout.split('\n').flatMap((text) => {
    const [, file, line, message] = /^(.+?):(\d+):\d+: (.*)$/.exec(text) ?? [];
    return file === undefined || message === undefined
      ? []
      : [{ judge: 'yamllint', file, line: Number(line), message }];
  });
};

const config = {
  extends: 'default',
  rules: {
    'line-length': 'disable', // action pins and digests are long
    'document-start': 'disable',
    truthy: { 'check-keys': false }, // `on:` in workflows
    comments: { 'min-spaces-from-content': 1 }, // `uses: x@sha # v1`, as Dependabot writes it
  },
};
