/** One change of a config: a value at a path, a new one in a list, or a key behind another one. */
export type Edit =
  | {
      readonly kind: 'set';
      readonly at: readonly string[];
      readonly value: unknown;
      /** The key behind which a new one stands (default: behind all of them). */
      readonly after?: string | undefined;
    }
  | { readonly kind: 'append'; readonly at: readonly string[]; readonly value: unknown };

/** What a config says once its edits are done; nothing else of it is touched. */
export const edited = (config: unknown, edits: readonly Edit[]): unknown =>
  edits.reduce((value, edit) => editedAt(value, edit, edit.at), config);

function editedAt(value: unknown, edit: Edit, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return edit.kind === 'set' ? edit.value : appended(value, edit.value);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const inner = editedAt(entries.find(([name]) => name === key)?.[1], edit, rest);
  const isNew = entries.every(([name]) => name !== key);
  if (!isNew)
    return Object.fromEntries(entries.map(([name, old]) => [name, name === key ? inner : old]));
  const behind = rest.length === 0 && edit.kind === 'set' ? edit.after : undefined;
  const index = behind === undefined ? -1 : entries.findIndex(([name]) => name === behind);
  return Object.fromEntries(
    entries.toSpliced(index === -1 ? entries.length : index + 1, 0, [key, inner]),
  );
}

const appended = (list: unknown, value: unknown): readonly unknown[] => {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return items.some((item) => isSame(item, value)) ? items : [...items, value];
};

/** Whether two values say the same, in the same order. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
