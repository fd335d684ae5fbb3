import { UserError } from '../errors.ts';
import { configFailure } from './config-failure.ts';
import type { Component } from './projen.ts';

/** What a component of somebody else does for us; where it fails, the error says which one, and in what. */
export function attempt<T>(component: Component, method: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const what = `projen component ${component.constructor.name} failed in ${method}`;
    const failure = configFailure(component.project.outdir, what, error);
    if (!(failure instanceof UserError)) throw failure;
    const { message, ...rest } = failure;
    throw new UserError(message.startsWith(what) ? message : `${what}: ${message}`, rest);
  }
}
