import { UserError } from '../errors.ts';
import type { Issue } from './issue.ts';

/** Every problem of a config as one error; `isComplete` when no check had to wait for what is wrong already. */
export const configError = (issues: readonly Issue[], isComplete = true): UserError =>
  new UserError(
    [
      `The config has ${String(issues.length)} problem(s):`,
      ...issues.map(({ path, message }) => `  ${path === '' ? '(config)' : path}: ${message}`),
      ...(isComplete ? [] : ['Fix these first; more problems may follow.']),
    ].join('\n'),
    { hint: 'For all keys, run: gitops-service docs config' },
  );
