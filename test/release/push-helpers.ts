import { expect } from 'vitest';
import { deliver, setImages } from '../../src/release/index.ts';
import type { Delivery, Edit, Report } from '../../src/release/index.ts';
import { digestOf } from './a-project.ts';
import { repositoryOf, serviceOf } from './a-remote.ts';

const options: Delivery = { push: true, pullRequest: false, message: undefined, attempts: 20 };

export const setting = (
  folder: string,
  environment: string,
  ...assignments: readonly string[]
): Edit =>
  setImages(serviceOf(folder), environment, {
    assignments: assignments.map((one) => `${one}@${digestOf('1')}`),
    force: false,
    push: true,
  });

export const pushed = (
  folder: string,
  edit: Edit,
  more: Partial<Delivery> = {},
  seconds = 30,
): Promise<Report> => deliver(repositoryOf(folder, seconds), edit, { ...options, ...more });

export const refusal = (...texts: readonly string[]): unknown =>
  expect.objectContaining({
    exitCode: 3,
    message: expect.stringMatching(new RegExp(texts.join('[\\s\\S]*'))) as string,
  });

/** The edit, with something that happens between the fetch and the push of its first attempt. */
export function meanwhile(edit: Edit, happens: () => unknown): Edit {
  let first = true;
  return async (files) => {
    const edited = await edit(files);
    if (first) await happens();
    first = false;
    return edited;
  };
}
