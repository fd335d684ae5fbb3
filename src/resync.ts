import { main } from './cli/main.ts';

/** What `npx projen` runs. */
void main('gitops-service', ['resync']);
