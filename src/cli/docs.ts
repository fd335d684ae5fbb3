import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../domain/nearest.ts';
import { UserError } from '../errors.ts';
import { packageFolder } from '../version.ts';
import type { Outcome } from './command.ts';

/** A page of the documentation in this package. */
interface Page {
  /** The word that names it, and its path below docs/. */
  readonly topic: string;
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/** Every topic with its title. */
export function listTopics(): Outcome {
  const topics = readPages().map(({ topic, title }) => ({ topic, title }));
  const width = Math.max(...topics.map(({ topic }) => topic.length));
  const lines = topics.map(({ topic, title }) => `  ${topic.padEnd(width)}  ${title}`);
  return {
    text: ['Topics:', ...lines, '', 'Show one: gitops-service docs <topic>'].join('\n'),
    data: { topics },
    code: 0,
  };
}

/** One page: through the pager where `paged`, else as text. */
export function showPage(typed: string, { paged }: { readonly paged: boolean }): Outcome {
  const pages = readPages();
  const wanted = topicOf(typed.replace(/^docs\//, ''));
  const page = pages.find(({ topic }) => topic === wanted);
  if (page === undefined)
    throw unknownTopic(
      typed,
      pages.map(({ topic }) => topic),
    );
  const { topic, title, text } = page;
  const isShown = paged && showInPager(text);
  return { text: isShown ? '' : text.trimEnd(), data: { topic, title, text }, code: 0 };
}

function readPages(): readonly Page[] {
  const folder = join(packageFolder(), 'docs');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  return paths
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return { topic: topicOf(path), path, title: /^# (.*)$/m.exec(text)?.[1] ?? path, text };
    });
}

/** The last word of a path; the page that introduces a folder has the folder's name. */
const topicOf = (path: string): string =>
  path
    .replace(/\.md$/, '')
    .replace(/\/README$/, '')
    .split('/')
    .at(-1) ?? path;

function unknownTopic(typed: string, topics: readonly string[]): UserError {
  const meant = nearest(typed, topics);
  return new UserError(
    `unknown topic "${typed}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    { hint: `Topics: ${topics.join(', ')}` },
  );
}

/** Whether a pager took the text: the reader's own, or less. */
function showInPager(text: string): boolean {
  const pager = process.env['PAGER'] ?? 'less';
  if (pager === '') return false;
  const { status } = spawnSync(pager, {
    shell: true,
    input: text,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', ...process.env },
  });
  return status === 0;
}
