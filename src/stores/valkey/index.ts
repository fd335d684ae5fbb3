import * as z from 'zod';
import { inMemoryStore, options } from '../in-memory/index.ts';
import { image } from './versions.ts';

/** One Valkey server, which speaks the protocol of Redis. */
export const valkey = inMemoryStore(
  {
    kind: 'valkey',
    title: 'Valkey',
    image,
    server: 'valkey-server',
    cli: 'valkey-cli',
    name: 'valkey',
    settings: { key: 'valkey_conf', file: 'valkey.conf' },
    passwordKey: 'VALKEY_PASSWORD',
  },
  z.strictObject({ kind: z.literal('valkey'), ...options('Valkey') }),
);
