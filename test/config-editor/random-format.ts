import fc from 'fast-check';

/** A choice between so many things. */
export type Choose = (count: number) => number;

/** Choices that a random test can repeat and make simpler. */
export const choices: fc.Arbitrary<Choose> = fc
  .array(fc.nat({ max: 1023 }), { minLength: 1, maxLength: 400 })
  .map((numbers) => {
    let place = 0;
    return (count) => {
      place = (place + 1) % numbers.length;
      return (numbers[place] ?? 0) % count;
    };
  });

/** A config file that says a value, formatted in any way that people and programs think of. */
export function formatted(value: object, choose: Choose): string {
  const eol = choose(4) === 0 ? '\r\n' : '\n';
  const indent = ['  ', '    ', '\t'][choose(3)] ?? '  ';
  const mark = choose(6) === 0 ? '\ufeff' : '';
  const text = `new GitOpsService(${printed(value, { choose, indent, depth: 0 })}).synth();\n`;
  return mark + text.replaceAll('\n', eol);
}

interface Format {
  readonly choose: Choose;
  readonly indent: string;
  readonly depth: number;
}

function printed(value: unknown, format: Format): string {
  const { choose, depth } = format;
  if (typeof value === 'string') return quoted(value, choose);
  if (typeof value !== 'object' || value === null) {
    const text = String(value);
    return choose(8) === 0 ? `(${text})` : text;
  }
  const inner = { ...format, depth: depth + 1 };
  const items = Array.isArray(value)
    ? value.map((one: unknown) => printed(one, inner))
    : Object.entries(value)
        .filter(([, one]) => one !== undefined)
        .map(([key, one]) => `${keyText(key, choose)}:${space(choose)}${printed(one, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return open + joined(items, format) + close;
}

function joined(items: readonly string[], { choose, indent, depth }: Format): string {
  const outer = indent.repeat(depth);
  if (items.length === 0)
    return ['', ' ', `\n${outer}`, ' /* none */ ', `\n${indent}// none\n${outer}`][choose(5)] ?? '';
  if (choose(2) === 0) {
    const comma = [',', ', ', ' , ', ', /* next */ '][choose(4)] ?? ', ';
    const end = ['', ' ', ',', ', ', ' /* end */ '][choose(5)] ?? '';
    return space(choose) + items.join(comma) + end;
  }
  const inner = `\n${outer}${indent}`;
  const lines = items.map((item, index) => {
    const isLast = index === items.length - 1;
    const comma = isLast && choose(2) === 0 ? '' : ',';
    const above = ['', '', '// above\n', '/* above */ ', '\n'][choose(5)] ?? '';
    const behind = ['', '', ' // behind', ' /* behind */', '  '][choose(5)] ?? '';
    return inner + above.replace('\n', inner) + item + comma + behind;
  });
  return (
    lines.join('') + ([`\n${outer}`, `\n\n${outer}`, `\n${outer}// end\n${outer}`][choose(3)] ?? '')
  );
}

const space = (choose: Choose): string => ['', ' ', ' ', '  '][choose(4)] ?? ' ';

function keyText(key: string, choose: Choose): string {
  if (/^[A-Za-z_$][\w$]*$/.test(key) && choose(4) > 0) return key;
  const text = quoted(key, choose);
  return choose(8) === 0 || key === '__proto__' ? `[${text}]` : text;
}

function quoted(text: string, choose: Choose): string {
  const double = JSON.stringify(text);
  return choose(3) === 0
    ? double
    : `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
