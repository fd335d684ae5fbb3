import { InternalError } from '../errors.ts';
import { GitOpsService, type GitOpsServiceOptions } from './gitops-service.ts';
import { hosts, type Synthesis } from './host.ts';

/**
 * What the config file of a new service will want, from the options that it
 * is written from: running the file would first have to compile it.
 */
export function newSynthesis(root: string, options: GitOpsServiceOptions): Synthesis {
  const taken: Synthesis[] = [];
  hosts.run({ root, take: (synthesis) => taken.push(synthesis) }, () =>
    new GitOpsService(options).synth(),
  );
  const [synthesis] = taken;
  if (synthesis === undefined) throw new InternalError('a new service wants nothing');
  return synthesis;
}
