import type { Command } from './command.ts';
import { addComponent } from './commands/add-component.ts';
import { addEnvironment } from './commands/add-environment.ts';
import { addRoute } from './commands/add-route.ts';
import { addStore } from './commands/add-store.ts';
import { check } from './commands/check.ts';
import { completionOf } from './commands/completion.ts';
import { create } from './commands/create.ts';
import { diff } from './commands/diff.ts';
import { docs } from './commands/docs.ts';
import { eject } from './commands/eject.ts';
import { explain } from './commands/explain.ts';
import { promote } from './commands/promote.ts';
import { releases } from './commands/releases.ts';
import { rescued } from './commands/rescued.ts';
import { resync } from './commands/resync.ts';
import { rollback } from './commands/rollback.ts';
import { schema } from './commands/schema.ts';
import { seal } from './commands/seal.ts';
import { secretsCertificate } from './commands/secrets-certificate.ts';
import { secretsInit } from './commands/secrets-init.ts';
import { secretsRotate } from './commands/secrets-rotate.ts';
import { secretsStatus } from './commands/secrets-status.ts';
import { setImage } from './commands/set-image.ts';

/** Every command, in the order of the help. They load what they need when they run, so that `--help` stays fast. */
export const commands: readonly Command[] = [
  create,
  resync,
  check,
  diff,
  addComponent,
  addStore,
  addEnvironment,
  addRoute,
  explain,
  setImage,
  promote,
  rollback,
  releases,
  seal,
  secretsStatus,
  secretsInit,
  secretsRotate,
  secretsCertificate,
  eject,
  rescued,
  schema,
  docs,
  completionOf(() => commands),
];
