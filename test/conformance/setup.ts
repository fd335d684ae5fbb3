import { installTools } from '../judges/install.ts';

/** Before the first conformance test: every judge is there, or one sentence says what to do. */
export default async function setup(): Promise<void> {
  await installTools((line) => process.stdout.write(`judge  ${line}\n`));
}
