import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Rig } from '../rig/rig.ts';

/**
 * What a scenario tells a stand-in: they are in different processes, so it
 * goes through a file of its own for each subject.
 */
export interface Told<T> {
  tell(rig: Rig, subject: string, value: T): void;
  /** What was told last, or what holds as long as nothing was. */
  read(rig: Rig, subject: string): T;
}

/** Tells about a topic, such as the load of applications. */
export function toldAbout<T>(topic: string, otherwise: T): Told<T> {
  const pathOf = (rig: Rig, subject: string): string =>
    join(rig.folder, 'told', topic, `${encodeURIComponent(subject)}.json`);
  return {
    tell: (rig, subject, value) => {
      const path = pathOf(rig, subject);
      mkdirSync(dirname(path), { recursive: true });
      const draft = `${path}.${String(process.pid)}`;
      writeFileSync(draft, JSON.stringify(value));
      renameSync(draft, path);
    },
    read: (rig, subject) => {
      try {
        return JSON.parse(readFileSync(pathOf(rig, subject), 'utf8')) as T;
      } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
        throw problem;
      }
    },
  };
}
