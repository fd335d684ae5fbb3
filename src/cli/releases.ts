import type { Outcome } from './command.ts';
import { UserError } from '../errors.ts';

/** placeholder until src/release lands */
export async function imagesSet(folder: string, environment: string, images: readonly string[]): Promise<Outcome> {
  throw new UserError(`not there yet ${folder} ${environment} ${images.join()}`);
}
export async function promoted(folder: string, from: string, to: string): Promise<Outcome> {
  throw new UserError(`not there yet ${folder} ${from} ${to}`);
}
