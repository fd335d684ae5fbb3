import { tool } from './install.ts';
import { run } from './process.ts';
import type { Judge } from './tree.ts';

/** No file holds what looks like a secret. */
export const gitleaks: Judge = async ({ root }) => {
  const { code, stdout, stderr } = await run([...tool('gitleaks'), ...flags, '.'], { cwd: root });
  if (code !== 0 || !stdout.startsWith('['))
    return [{ judge: 'gitleaks', file: '.', message: stderr }];
  const leaks = JSON.parse(stdout) as readonly {
    RuleID: string;
    Description: string;
    StartLine: number;
    File: string;
  }[];
  return leaks.map(({ RuleID, Description, StartLine, File }) => ({
    judge: 'gitleaks',
    file: File,
    line: StartLine,
    message: `${RuleID} ${Description}`,
  }));
};

const flags = [
  'dir',
  '--no-banner',
  '--no-color',
  '--log-level',
  'warn',
  '--redact',
  '--exit-code',
  '0',
  '--report-format',
  'json',
  '--report-path',
  '-',
];
