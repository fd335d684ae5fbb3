import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from './pages.ts';

const page = readFileSync(join(repository, 'docs/how-to/troubleshoot.md'), 'utf8');
const [refusals = ''] = page.slice(page.indexOf('## A command refuses')).split('## Pods');
const messages = [...refusals.matchAll(/^\| `([^`]+)`/gm)].map(([, message = '']) => message);
const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(repository, 'src', path), 'utf8'))
  .join('\n');

test('there are messages to explain', () => {
  expect(messages.length).toBeGreaterThan(5);
});

test.each(messages)('a command still says "%s"', (message) => {
  expect(sources).toContain(message);
});
