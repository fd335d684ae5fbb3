/** Group and kind of an object by its key. */
export function kindIn(key: string): { readonly group: string; readonly kind: string } {
  const [group = '', kind = ''] = key.split('/');
  return { group, kind };
}
