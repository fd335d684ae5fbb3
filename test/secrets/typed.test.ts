import { describe, expect, test } from 'vitest';
import { answer } from '../../src/cli/answer.ts';
import { commands } from '../../src/cli/commands.ts';
import { UserError } from '../../src/errors.ts';
import { environmentOf, secretOf } from '../../src/secrets/find.ts';
import { rotatedKeys } from '../../src/secrets/rotate.ts';
import { aPlan } from '../docs/a-plan.ts';

const typed = 'hunter2-Zq';

/** What a person reads of an error: its message and its hint. */
async function said(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2)
      return `${error.message}\n${error.hint}`;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe.each(['gitops-service', 'create-gitops-service'])('%s never repeats', (program) => {
  const secretCommands = commands.filter(({ handlesSecrets }) => handlesSecrets === true);

  test('every command about secrets is asked', () => {
    expect(secretCommands.map(({ name }) => name).sort()).toEqual(
      commands
        .map(({ name }) => name)
        .filter((name) => name === 'seal' || name.startsWith('secrets '))
        .sort(),
    );
  });

  test.each(secretCommands.map(({ name }) => name))('what is typed after %s', async (name) => {
    const line = name.split(' ');
    for (const rest of [
      ['dev', 'database', typed, typed],
      ['dev', 'database', `PASSWORD=${typed}`, 'x'],
      ['dev', 'database', '--', typed, typed],
      [`--value=${typed}`],
      [`--${typed}`, 'dev'],
      [`--${typed}=x`, 'dev'],
      ['dev', '--stdinn', `--stdn=${typed}`],
      ['dev', `-p${typed}`],
      ['dev', `-p=${typed}`],
      ['dev', '--cert'],
      ['dev', `--json=${typed}`],
      ['dev', `--stdin=${typed}`],
      ['dev', `--all=${typed}`, 'x', 'y', 'z'],
      ['dev', '--constructor', typed],
      ['dev', `--__proto__=${typed}`],
      ['dev', '--scope', typed],
      [`--scope=${typed}`, '--scope', typed, 'dev'],
      ['dev', '--cert', typed, '--cert', typed, '--password', typed],
    ])
      for (const json of [[], ['--json']]) {
        const text = await said(() => answer(program, [...line, ...rest, ...json]));
        expect(text, [...line, ...rest].join(' ')).not.toMatch(/hunter2|hunter|Zq/);
      }
  });

  test.each([
    [['secrets', typed, 'dev', 'db']],
    [['secrets', `PASSWORD=${typed}`]],
    [[`--value=${typed}`, 'seal', 'dev']],
    [[`--${typed}`, 'secrets', 'rotate']],
  ])('%j', async (line) => {
    expect(await said(() => answer('gitops-service', line))).not.toContain('hunter2');
  });
});

const plan = aPlan();
const environment = environmentOf(plan, 'dev');

test.each([
  ['an environment', () => environmentOf(plan, typed)],
  ['a secret', () => secretOf(environment, typed)],
  [
    'a key',
    () => rotatedKeys({ environment, secret: secretOf(environment, 'redis-auth'), key: typed }),
  ],
])('%s that is unknown is not repeated, but what is known is told', async (_, find) => {
  const text = await said(find);
  expect(text).not.toContain('hunter2');
  expect(text).toMatch(/known: .*(?:dev|redis-auth|REDIS_PASSWORD)/i);
});

test.each([
  [['seal', 'dev', '--stdn'], /unknown flag; did you mean --stdin\?[^]*Flags of seal: .*--cert/],
  [['seal', 'dev', 'db', 'x'], /seal takes <env> \[secret\][^]*never go on the command line/],
  [['seal', 'dev', '--cert'], /--cert needs a value/],
  [['seal', 'dev', '--remove=no', '--stdin=yes'], /--remove takes no value\n--stdin takes no/],
  [['seal', 'dev', '--scope', 'x'], /--scope must be one of strict, namespace-wide/],
  [['create', '--runtime', 'cobol'], /--runtime must be one of .*, not "cobol"/],
  [['check', '--stor'], /unknown flag --stor/],
  [['rotate', 'dev', 'db', 'x'], /unknown command "rotate"/],
])('%j is told what to type instead', async (line, message) => {
  expect(await said(() => answer('gitops-service', line))).toMatch(message);
});
