import type { WritingCall } from './intercept.ts';

/** Whether a call needs room: what removes or renames does not. */
export const isFilling = ({ name }: WritingCall): boolean =>
  ['openSync', 'writeFileSync', 'writeSync', 'mkdirSync', 'linkSync'].includes(name);

/** What the system says when the disk is full. */
export function noSpace({ name, path }: WritingCall): Error {
  const syscall = name.replace(/Sync$/, '').replace(/^writeFile$/, 'write');
  return Object.assign(new Error(`ENOSPC: no space left on device, ${syscall} '${path}'`), {
    code: 'ENOSPC',
    errno: -28,
    syscall,
    path,
  });
}
