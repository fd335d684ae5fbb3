import { InternalError } from '../../errors.ts';

/** Every PostgreSQL that we pin, by its major version. */
export const versions = { 14: '14.20', 15: '15.15', 16: '16.11', 17: '17.7', 18: '18.1' } as const;
const exact: Readonly<Record<number, string | undefined>> = versions;

/** What CloudNativePG and its plugin publish. */
export const releases = {
  // renovate: datasource=github-releases depName=cloudnative-pg/cloudnative-pg
  cloudNativePg: {
    version: '1.30.0',
    url: 'https://github.com/cloudnative-pg/cloudnative-pg/releases/download/v1.30.0/cnpg-1.30.0.yaml',
  },
  // renovate: datasource=github-releases depName=cloudnative-pg/plugin-barman-cloud
  barmanCloud: {
    version: '0.14.0',
    url: 'https://github.com/cloudnative-pg/plugin-barman-cloud/releases/download/v0.14.0/manifest.yaml',
  },
} as const;

/** The PostgreSQL that stands in for one elsewhere, on a machine of a developer. */
export const standInVersion = 18;

/** The CloudNativePG operand image of a PostgreSQL major version. */
export const operandImage = (major: number): string =>
  `ghcr.io/cloudnative-pg/postgresql:${exactVersion(major)}-standard-trixie`;

/** PostgreSQL's own image, for a machine of a developer. */
export const localImage = (major: number): string =>
  `docker.io/library/postgres:${exactVersion(major)}`;

function exactVersion(major: number): string {
  const version = exact[major];
  if (version === undefined) throw new InternalError(`no exact version of PostgreSQL ${major}`);
  return version;
}
