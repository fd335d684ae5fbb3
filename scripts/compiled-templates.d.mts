import type { Plugin } from 'esbuild';

export declare const compiledTemplates: Plugin;
