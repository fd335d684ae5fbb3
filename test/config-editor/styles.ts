const IMPORT = "import { GitOpsService } from 'create-gitops-service';\n";

/** A config around the body of its object, which is written as its author likes it. */
const config = (body: string): string => `${IMPORT}\nnew GitOpsService({\n${body}\n}).synth();\n`;

const names = "name: 'orders', repository: 'https://github.com/acme/orders'";
const head = "  name: 'orders',\n  repository: 'https://github.com/acme/orders',\n";

/** A whole config over several lines. */
const usual = config(`${head}
  // Components, by name.
  components: {
    server: { port: 3000, routes: [{ path: '/' }] },
  },

  dataStores: {
    db: { kind: 'postgres', storage: '10Gi' },
  },

  environments: {
    dev: { branch: 'dev', deploy: 'on-push' },
    prod: { branch: 'main', deploy: 'on-promotion' },
  },`);

const withoutCommas = usual.replaceAll(/,(?=\n *\})/g, '');

/** Ways in which people write a config. */
export const styles: Readonly<Record<string, string>> = {
  'as the tool writes it': usual,
  'double quotes': usual.replaceAll("'", '"'),
  tabs: usual.replaceAll('  ', '\t'),
  'four spaces': usual.replaceAll('  ', '    '),
  'no trailing comma': withoutCommas,
  CRLF: usual.replaceAll('\n', '\r\n'),
  'a byte order mark': `\ufeff${usual}`,
  'comments everywhere': config(`${head}  components: {
    // The API.
    server: { port: 3000, routes: [{ path: '/' } /* all */] }, // public
    // Nothing else yet.
  },
  dataStores: {
    db: { kind: 'postgres', storage: '10Gi' } /* one */ // more later
  },
  environments: {
    dev: { branch: 'dev', deploy: 'on-push' }, // builds
    // Production comes last.
    prod: { branch: 'main', deploy: 'on-promotion' },
  },`),
  'all on one line': `${IMPORT}new GitOpsService({ ${names}, components: { server: {} } }).synth();\n`,
  'short sections': config(`${head}  components: { server: { routes: [] } },
  dataStores: {},
  environments: { dev: { branch: 'dev', deploy: 'on-push' }, prod: { branch: 'main', deploy: 'on-promotion' } },`),
  'comments in empty objects': config(`${head}  components: { server: { routes: [ /* none */ ] } },
  dataStores: {
    // none yet
  },`),
  'quoted keys': usual.replaceAll(/(?<=[ {])(\w+)(?=: )/g, "'$1'"),
  'a computed key': usual
    .replace('    server:', "    ['server']:")
    .replace('    dev:', "    [`d${'ev'}`]:"),
  'a spread before': usual
    .replace('  components: {\n', '  components: {\n    ...common,\n')
    .replace('  name:', '  ...base,\n  name:')
    .replace('new', "const common = {};\nconst base = { system: 'shop' };\n\nnew"),
  'a spread behind': usual
    .replace("'10Gi' },\n", "'10Gi' },\n    ...stores,\n")
    .replace('new', 'const stores = {};\n\nnew'),
  'constants for parts': `${IMPORT}
const components = { server: { port: 3000, routes: [{ path: '/' }] } };
const stores = {
  db: { kind: 'postgres', storage: '10Gi' },
} as const;
const environments = {
  dev: { branch: 'dev', deploy: 'on-push' },
  prod: { branch: 'main', deploy: 'on-promotion' },
} as const;

new GitOpsService({
${head}  components,
  dataStores: stores,
  environments,
}).synth();
`,
  'one constant with satisfies': `import { GitOpsService, type ConfigInput } from 'create-gitops-service';

const config = {
${head}  components: { server: { routes: [{ path: '/' }] } },
} satisfies ConfigInput;

new GitOpsService(config).synth();
`,
  'members of a constant': `${IMPORT}
const parts = {
  components: { server: {} },
  environments: { dev: { branch: 'dev', deploy: 'on-push' } },
} as const;
new GitOpsService({ ${names}, ...parts, components: parts.components }).synth();
`,
  'a helper that freezes': config(
    `${head}  components: Object.freeze({ server: { routes: [{ path: '/' }] } }),`,
  ),
  'routes made by map': config(
    `${head}  components: {\n    server: { routes: ['/'].map((path) => ({ path })) },\n  },`,
  ),
  'a function for parts': `${IMPORT}
const components = (port: number) => ({ server: { port } });
${config(`${head}  components: components(3000),`).slice(IMPORT.length + 1)}`,
  'a variable that changes': `${IMPORT}
let components = { server: {} };
components = { server: {} };
${config(`${head}  components,`).slice(IMPORT.length + 1)}`,
  'a name with two meanings': `${IMPORT}
const components = { server: {} };
export const portOf = (components: { port: number }) => components.port;
${config(`${head}  components,`).slice(IMPORT.length + 1)}`,
  'a condition': config(
    `${head}  components: process.env['CI'] ? { server: {} } : { server: { port: 8080 } },`,
  ),
  'an accessor': config(`${head}  get components() {\n    return { server: {} };\n  },`),
  'a class of its own': `import { GitOpsService as Service } from 'create-gitops-service';

class Orders extends Service {
  constructor() {
    super({
      name: 'orders',
      repository: 'https://github.com/acme/orders',
      components: {
        server: { routes: [] },
      },
    });
  }
}
new Orders().synth();
`,
  'a class field': `${IMPORT}
class Parts {
  static components = { server: {} };
}
${config(`${head}  components: Parts.components,`).slice(IMPORT.length + 1)}`,
  'several services': `${usual}\n${usual.slice(IMPORT.length)}`,
  'no service': 'export {};\n',
  'several keys on a line': config(`  name: 'orders', repository: 'https://github.com/acme/orders',
  components: { server: {
    port: 3000, replicas: 2,
    routes: [
      { path: '/' } ] } },
  environments: { dev: { branch: 'dev', deploy: 'on-push' },
                  prod: { branch: 'main', deploy: 'on-promotion' } },`),
  'no semicolons, a promise': `${IMPORT}
const stores = await Promise.resolve({ cache: { kind: 'valkey' } })
new GitOpsService({
${head}  components: { server: { routes: [{ path: '/' }] } },
  dataStores: stores
}).synth()
`,
};
