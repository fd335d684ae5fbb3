import type { Judge, Tree } from './tree.ts';

/** A place where the output tells a judge to look away. */
export interface Suppression {
  readonly file: string;
  readonly line: number;
  readonly judge: string;
  readonly rules: string;
  readonly reason: string;
}

/** Every place that silences a judge says why. */
export const suppressionReasons: Judge = async (tree) =>
  suppressionsOf(tree)
    .filter(({ reason }) => reason === '')
    .map(({ file, line, judge, rules }) => ({
      judge: 'suppressions',
      file,
      line,
      message: `${judge} ${rules} is suppressed without a reason`,
    }));

/** All of them, in files and line order; the reason stands behind it or in the comment right above. */
export function suppressionsOf({
  files,
  text,
}: Pick<Tree, 'files' | 'text'>): readonly Suppression[] {
  return files
    .filter((path) => !/\.(md|png|json)$/.test(path))
    .flatMap((file) => {
      const lines = text(file).split('\n');
      return lines.flatMap((line, index) =>
        [...inline(line), ...listed(file, lines, index)].map(({ judge, rules, reason }) => ({
          file,
          line: index + 1,
          judge,
          rules,
          reason: wordsOf(reason) || commentAbove(lines, index),
        })),
      );
    });
}

interface Match {
  readonly judge: string;
  readonly rules: string;
  readonly reason: string;
}

/** What silences a judge, and what follows it on its line. */
const patterns: readonly { readonly judge: string; readonly pattern: RegExp }[] = [
  {
    judge: 'checkov',
    pattern: /checkov\.io\/skip\d+['"]?:\s*['"]?(?<rules>\w+)(?:=(?<reason>.*))?/,
  },
  { judge: 'checkov', pattern: /#\s*checkov:skip=(?<rules>\w+)(?::(?<reason>.*))?/ },
  {
    judge: 'kube-score',
    pattern:
      /kube-score\/ignore['"]?:\s*['"]?(?<rules>[\w-]+(?:,\s*[\w-]+)*)['"]?(?<reason>\s+#.*)?/,
  },
  { judge: 'zizmor', pattern: /#\s*zizmor:\s*ignore\[(?<rules>[^\]]*)\](?<reason>.*)/ },
  { judge: 'shellcheck', pattern: /#\s*shellcheck\s+disable=(?<rules>[\w,-]+)(?<reason>.*)/ },
  {
    judge: 'hadolint',
    pattern: /#\s*hadolint\s+(?:global\s+)?ignore=(?<rules>[\w,]+)(?<reason>.*)/,
  },
  {
    judge: 'yamllint',
    pattern: /#\s*yamllint\s+disable(?:-line|-file)?(?<rules>(?:\s+rule:[\w-]+)*)(?<reason>.*)/,
  },
  { judge: 'gitleaks', pattern: /gitleaks:(?<rules>allow)(?<reason>.*)/ },
];

function inline(line: string): Match[] {
  return patterns.flatMap(({ judge, pattern }) => {
    const groups = pattern.exec(line)?.groups;
    return groups === undefined
      ? []
      : [{ judge, rules: (groups['rules'] ?? '').trim(), reason: groups['reason'] ?? '' }];
  });
}

/** Settings files of judges; each item of their ignore lists is a suppression. */
const settings: readonly {
  readonly judge: string;
  readonly file: RegExp;
  readonly list: RegExp;
}[] = [
  { judge: 'actionlint', file: /^\.github\/actionlint\.ya?ml$/, list: /^\s*ignore:/ },
  { judge: 'zizmor', file: /(^|\/)\.?zizmor\.ya?ml$/, list: /^\s*ignore:/ },
  { judge: 'hadolint', file: /(^|\/)\.?hadolint\.ya?ml$/, list: /^\s*ignored:/ },
  { judge: 'checkov', file: /(^|\/)\.checkov\.ya?ml$/, list: /^\s*skip-(check|path|framework):/ },
];

function listed(file: string, lines: readonly string[], index: number): Match[] {
  const found = settings.find((one) => one.file.test(file));
  const item = /^(?<indent>\s*)-\s+(?<rules>.*?)(?<reason>\s#.*)?$/.exec(
    lines[index] ?? '',
  )?.groups;
  if (found === undefined || item === undefined) return [];
  const key = lines.slice(0, index).findLast((line) => /^\s*[^\s#-][^#]*:\s*$/.test(line)) ?? '';
  return found.list.test(key)
    ? [{ judge: found.judge, rules: item['rules'] ?? '', reason: item['reason'] ?? '' }]
    : [];
}

function commentAbove(lines: readonly string[], index: number): string {
  const above = lines[index - 1]?.trim() ?? '';
  const isRemark = above.startsWith('#') && !above.startsWith('#!') && inline(above).length === 0;
  return isRemark ? wordsOf(above) : '';
}

/** The words of a reason: at least two, for "TODO" is none. */
function wordsOf(reason: string): string {
  const words = reason.replace(/^[\s#:'"-]+|['"\s]+$/g, '');
  return /\S+\s+\S+/.test(words) ? words : '';
}
