import * as z from 'zod';
import { canonicalCidr } from './addresses.ts';
import { isDevice, placeProblem } from './file-paths.ts';
import { storedQuantity } from './quantities.ts';

const matching = (pattern: RegExp, message: string, max = 253) =>
  z.string().max(max, `use at most ${max} characters`).regex(pattern, message);

const hostLabel = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
/** A variable that only CI knows. */
const ciVariable = String.raw`\$\{[A-Z][A-Z0-9_]{0,62}\}`;

const label = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** A DNS label (RFC 1123) that also starts with a letter, as Services demand (RFC 1035); at most 63 characters. */
export const dnsLabel = matching(
  label,
  'use lower-case letters, digits and dashes, starting with a letter',
  63,
);

/**
 * The name of the service, an environment, a component or a store:
 * short enough that derived names stay within 63 characters.
 */
export const shortName = z
  .string()
  .max(40, 'use at most 40 characters, because names derived from it must stay within 63')
  .regex(label, 'use lower-case letters, digits and dashes, starting with a letter')
  .refine((name) => !isDevice(name), 'use another name: Windows reserves this one for a device');

const anyLabel = `(${hostLabel}|${ciVariable})`;
const host = `(${anyLabel}\\.)+([a-z][a-z0-9-]*[a-z0-9]|${ciVariable})`;

/**
 * A host name (RFC 1123 subdomain, two labels or more), without a port. A
 * label may be a variable that only CI knows: `todo.${DOMAIN}`.
 */
export const hostName = matching(
  new RegExp(`^${host}$`),
  'use a host name such as api.example.com, in lower case, without scheme and port; ' +
    'with push delivery, a label may be a variable, such as api.${DOMAIN}',
);

/** What completes the host names of components: two labels or more, or one variable that CI knows. */
export const domainName = matching(
  new RegExp(`^(${host}|${ciVariable})$`),
  'use a domain such as example.com, in lower case; with push delivery, a label may be a variable, ' +
    'such as ${DOMAIN}',
);

/** A host name, or one label of it that a domain completes. */
export const hostOrLabel = matching(
  new RegExp(`^(${host}|${hostLabel})$`),
  'use a host name such as api.example.com, or one label such as api, which the domain of the ' +
    'environment completes, in lower case, without scheme and port',
);

const cidrForm = 'use a CIDR range such as 10.0.0.0/8 or 2001:db8::/32';

/** A range of IPv4 or IPv6 addresses as Kubernetes takes it, without host bits. */
export const cidr = matching(/^[0-9A-Fa-f:.]{2,39}\/[0-9]{1,3}$/, cidrForm).refine(
  (text) => canonicalCidr(text) === text,
  {
    error: ({ input }) => {
      const meant = canonicalCidr(String(input));
      return meant === undefined
        ? cidrForm
        : `use the canonical form, without host bits, which Kubernetes demands: write ${meant}`;
    },
    abort: true,
  },
);

/** A port that something listens on. */
export const portNumber = z.int().min(1).max(65535);

/** A registry host, with an optional port. */
export const registryHost = matching(
  /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$/,
  'use a registry host such as harbor.example.com',
);

/** A path inside a registry or an image repository. */
export const imagePath = matching(
  /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
  'use lower-case path segments such as team/project',
);

const image = {
  registry: '([a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{2,5})?\\/)?',
  part: '[a-z0-9]+([._-]+[a-z0-9]+)*',
  tag: ':(?!latest(@|$))[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}',
  digest: '@sha256:[0-9a-f]{64}',
} as const;

const repository = `^${image.registry}${image.part}(\\/${image.part})*`;

/** A full image reference: never `latest`, always a tag or a digest. */
export const imageReference = matching(
  new RegExp(`${repository}(${image.tag}(${image.digest})?|${image.digest})$`),
  'use an image with a fixed tag or digest, such as docker.io/library/redis:8.2.2-alpine (never latest)',
  400,
);

/** An image of PostgreSQL: CloudNativePG takes the number that its tag begins with for the version. */
export const postgresImage = matching(
  new RegExp(`${repository}:(1[3-9]|[2-9][0-9])([A-Za-z_.-][A-Za-z0-9_.-]*)?(${image.digest})?$`),
  'use an image with a tag that begins with the version of PostgreSQL, 13 or newer, such as ' +
    'ghcr.io/cloudnative-pg/postgresql:18.1-standard-trixie: CloudNativePG reads it there',
  400,
);

/** A CPU quantity: cores (`3`, `0.5`) or millicores (`100m`); parsed into the form that Kubernetes stores. */
export const cpu = matching(
  /^([1-9][0-9]{0,2}(\.[0-9]{1,3})?|0\.([1-9][0-9]{0,2}|0[1-9][0-9]?|00[1-9])|[1-9][0-9]{0,5}m)$/,
  'use a CPU quantity such as 100m or 2',
).overwrite(storedQuantity);

/** A memory or storage quantity with a binary suffix; parsed into the form that Kubernetes stores. */
export const bytes = matching(
  /^([1-9][0-9]{0,6}(Ki|Mi)|[1-9][0-9]{0,5}Gi|[1-9][0-9]{0,2}Ti)$/,
  'use a quantity such as 128Mi, 4Gi or 1Ti',
).overwrite(storedQuantity);

/** A duration in one unit: `30s`, `5m`, `6h`. */
export const duration = matching(
  /^[1-9][0-9]{0,5}(ms|s|m|h)$/,
  'use a duration such as 30s, 5m or 6h',
);

/** A whole number of seconds as a duration: `5s`, `2m`. */
export const seconds = matching(
  /^[1-9][0-9]{0,3}(s|m)$/,
  'use a duration in seconds or minutes, such as 10s or 2m',
);

/** An environment variable's name. */
export const variableName = matching(
  /^[A-Za-z_][A-Za-z0-9_]*$/,
  'use letters, digits and underscores, not starting with a digit',
  128,
);

/** A key of a secret, as Kubernetes takes it, that no command takes for an option. */
export const secretKey = matching(
  /^[A-Za-z0-9_][A-Za-z0-9._-]*$/,
  'use letters, digits, dashes, dots and underscores, not starting with a dash or a dot',
  253,
);

/** Printable text: no control characters and no line separators that YAML tools corrupt. */
export const printable = matching(
  /^[^\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]*$/u,
  'use printable characters on one line',
  4096,
);

/** One line of text that people read: a description, a reason. */
export const sentence = printable.min(1, 'must not be empty').max(500);

const pathForm = 'use a relative path inside the repository, such as src/data';

/**
 * A path inside the repository: relative, forward slashes, the same on every
 * system, nothing a shell or YAML would read, and no place of git, npm or ours.
 */
export const repositoryPath = z
  .string()
  .max(253, { error: 'use at most 253 characters', abort: true })
  .regex(/^(?!.*\.(\/|$))[A-Za-z0-9_.][A-Za-z0-9_.-]*(\/[A-Za-z0-9_.][A-Za-z0-9_.-]*)*$/, {
    error: pathForm,
    abort: true,
  })
  .refine((path) => placeProblem(path) === undefined, {
    error: ({ input }) => `${pathForm}: this one ${placeProblem(String(input)) ?? ''}`,
  });

/** A URL path prefix. */
export const urlPath = matching(/^\/[A-Za-z0-9/_.~-]*$/, 'use a path such as /api');

/** A git branch. */
export const branch = matching(
  /^(?!.*(\.\.|\/\/|@\{|\.lock$))[A-Za-z0-9][A-Za-z0-9/_.-]{0,99}$/,
  'use a branch name such as main or release/1.x',
);

const cronFields = [
  '([0-5]?[0-9]|\\*(\\/([1-9]|[1-5][0-9]))?)',
  '([01]?[0-9]|2[0-3]|\\*(\\/([1-9]|1[0-9]|2[0-3]))?)',
  '(0?[1-9]|[12][0-9]|3[01]|\\*(\\/([1-9]|[12][0-9]|3[01]))?)',
  '(0?[1-9]|1[0-2]|\\*(\\/([1-9]|1[0-2]))?)',
  '([0-6]|\\*)',
];

/** A cron expression with five fields, each within its bounds as CloudNativePG reads them. */
export const cron = matching(
  new RegExp(`^${cronFields.join(' ')}$`),
  'use five cron fields of valid numbers, * or */n, such as 0 2 * * *',
);

/** The name of an npm script. */
export const scriptName = matching(
  /^[a-z][a-z0-9:_-]*$/,
  'use the name of a package.json script, such as datasets:validate',
  60,
);

/** A Python module inside a package: `app.main`. */
export const pythonModule = matching(
  /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+$/,
  'use a module in a package, such as app.main',
  100,
);
