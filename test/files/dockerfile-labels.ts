/**
 * The labels of a Dockerfile, read by the rules of the Dockerfile reference and by nothing of ours: a line goes on
 * behind a backslash at its end, words end at white space outside of quotes, and a backslash stands for the next
 * character, between double quotes only before a quote, a dollar sign or a backslash.
 */
export function labelsIn(dockerfile: string): ReadonlyMap<string, string> {
  const lines = dockerfile
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\[ \t]*\n/g, '')
    .split('\n');
  return new Map(
    lines
      .flatMap((line) => /^LABEL\s+(.*)$/.exec(line)?.[1] ?? [])
      .flatMap(wordsIn)
      .map((word) => [
        word.slice(0, word.indexOf('=')),
        valueIn(word.slice(word.indexOf('=') + 1)),
      ]),
  );
}

function wordsIn(line: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '\\') {
      word += character + (line[at + 1] ?? '');
      at += 1;
    } else if (quote === '' && /\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      word += character;
      if (quote === '' && /["']/.test(character)) quote = character;
      else if (character === quote) quote = '';
    }
  }
  return word === '' ? words : [...words, word];
}

const VARIABLE = '\u0000';

function valueIn(word: string): string {
  let value = '';
  let quote = '';
  for (let at = 0; at < word.length; at += 1) {
    const character = word[at] ?? '';
    const next = word[at + 1] ?? '';
    if (character === '\\' && quote !== "'" && (quote === '' || /["$\\]/.test(next))) {
      value += next;
      at += 1;
    } else if (quote === '' && /["']/.test(character)) quote = character;
    else if (character === quote) quote = '';
    // A variable is put in the place of a dollar sign: no value of ours contains what stands for it here.
    else if (character === '$' && quote !== "'") value += VARIABLE;
    else value += character;
  }
  return value;
}
