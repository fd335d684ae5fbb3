import { ProjenrcFile } from 'projen/lib/projenrc.js';
import { paths } from '../plan/paths.ts';

/** Tells projen components what the config file is called. */
export class ConfigFile extends ProjenrcFile {
  readonly filePath = paths.config;
}
