// Lets Node run TypeScript as it is written, for `npm run dev`: node --import ./scripts/typescript.mjs src/index.ts
import module from 'node:module';

// What was compiled once need not be at the next start.
module.enableCompileCache?.();
// Node 22.18 and newer strip the types by themselves, in a third of the time.
if (!process.features.typescript) await import('tsx');
