import { belonging } from './belonging.ts';
import { delivering } from './delivering.ts';
import { moving } from './moving.ts';
import { roaming } from './roaming.ts';
import { sealing } from './sealing.ts';
import { syncing } from './syncing.ts';
import type { Story } from './story.ts';

/** Every story of what Argo CD delivers; none needs another. */
export const stories: readonly Story[] = [moving, belonging, delivering, roaming, sealing, syncing];
