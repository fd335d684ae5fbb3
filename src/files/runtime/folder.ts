import type { Mapping } from '../workflows/workflow.ts';

/** A file of a folder, from the root. */
export const inFolder = (context: string, file: string): string =>
  context === '.' ? file : `${context}/${file}`;

/** Where a step of a folder works. */
export const inContext = (context: string): Mapping =>
  context === '.' ? {} : { 'working-directory': context };
