/**
 * The environment for a git of ours: it never asks, takes no lock that it does not need, and speaks English.
 * Inside a git hook, variables point to another repository or give words another meaning: none of them reaches it.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !POINTS_ELSEWHERE.test(name));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

/** Ahead of the words of a question: what a repository configures runs no code because we ask. */
export const ASKING = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'] as const;

// GIT_CONFIG_* stays: it is one of the ways to say which folders are safe.
const POINTS_ELSEWHERE = new RegExp(
  `^GIT_(?:${[
    'DIR|WORK_TREE|IMPLICIT_WORK_TREE|COMMON_DIR|PREFIX|INDEX_FILE|INDEX_VERSION|NAMESPACE',
    'OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE',
    'NO_REPLACE_OBJECTS|REPLACE_REF_BASE|ATTR_SOURCE|CEILING_DIRECTORIES|EXTERNAL_DIFF|DIFF_OPTS',
    '(?:LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS|TRACE.*|TR2.*',
  ].join('|')})$`,
);
