/**
 * What `--store` may name: a list of its own, so that `--help` need
 * not load the table of stores, with which a test compares it.
 */
export const storeOffers: Readonly<
  Record<string, { readonly label: string; readonly hint: string }>
> = {
  postgres: { label: 'PostgreSQL', hint: 'a database' },
  redis: { label: 'Redis', hint: 'a cache' },
  valkey: { label: 'Valkey', hint: 'a cache' },
};
