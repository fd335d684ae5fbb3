/**
 * The environment for a git of ours: it never asks, and speaks English, which we
 * read. Inside a git hook these variables point to another repository.
 */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const {
    GIT_DIR: _dir,
    GIT_WORK_TREE: _tree,
    GIT_INDEX_FILE: _index,
    GIT_PREFIX: _prefix,
    GIT_COMMON_DIR: _common,
    GIT_OBJECT_DIRECTORY: _objects,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: _alternates,
    GIT_NAMESPACE: _namespace,
    ...environment
  } = process.env;
  return { ...environment, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
}
