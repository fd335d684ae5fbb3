import { isCancel, password } from '@clack/prompts';
import { printable } from '../../domain/printable.ts';
import { PLACEHOLDER } from '../../domain/secret.ts';
import type { SecretKey } from '../../plan/plan.ts';
import { terminal } from '../output.ts';

/** Asks for one value with hidden input, part by part where the plan knows the rest; an empty answer leaves it out. */
export async function askForValue(
  secret: string,
  { key, blank, hint }: SecretKey,
): Promise<Buffer | 'skipped' | 'cancelled'> {
  const parts = blank.split(PLACEHOLDER);
  let value = parts[0] ?? '';
  for (const [index, part] of parts.slice(1).entries()) {
    const [, name] = /"(\w+)":"$/.exec(parts[index] ?? '') ?? [];
    const answer = await password({
      message: printable(
        `${key} of ${secret}${name === undefined ? '' : `, ${name}`} (${hint}; empty to skip)`,
      ),
      output: terminal(),
    });
    if (isCancel(answer)) return 'cancelled';
    if (answer === undefined || answer === '') return 'skipped';
    value += (name === undefined ? answer : JSON.stringify(answer).slice(1, -1)) + part;
  }
  return Buffer.from(value);
}
