/** What of a CycloneDX document is read here. */
export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
}

interface Component {
  /** Name and version: `yaml@2.9.1`. */
  readonly 'bom-ref': string;
  readonly name: string;
  readonly scope?: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Dependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
}

/** What a release consists of: itself, the packages inside its bundle, and those that are installed with it. */
export interface Shipped {
  readonly name: string;
  readonly bundled: readonly string[];
  readonly installed: readonly string[];
}

/** The SBOM of what users get, out of the SBOM of everything that is installed in this checkout. */
export function shippedSbom(all: Sbom, { name, bundled, installed }: Shipped): Sbom {
  const own = all.metadata.component;
  const kept = new Set([...bundled, ...reachedFrom(all, installed)]);
  const components = all.components.filter((component) => kept.has(component['bom-ref']));
  const missing = [...kept].filter((ref) => !components.some((one) => one['bom-ref'] === ref));
  if (missing.length > 0) throw new Error(`shipped, but not in the SBOM: ${missing.join(', ')}`);
  return {
    ...all,
    // npm puts the name of the folder here.
    metadata: { ...all.metadata, component: { ...own, name } },
    components: components.map(withoutDevelopment),
    dependencies: [
      { ref: own['bom-ref'], dependsOn: [...bundled, ...installed].sort() },
      ...all.dependencies
        .filter(({ ref }) => kept.has(ref))
        .map(({ ref, dependsOn = [] }) => ({
          ref,
          dependsOn: dependsOn.filter((one) => kept.has(one)),
        })),
    ],
  };
}

// Here it is a development dependency; in the bundle it is part of what runs.
const withoutDevelopment = ({ properties = [], ...rest }: Component): Component => ({
  ...rest,
  scope: 'required',
  properties: properties.filter(({ name }) => name !== 'cdx:npm:package:development'),
});

function reachedFrom({ dependencies }: Sbom, start: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const reach = (ref: string): void => {
    if (reached.has(ref)) return;
    reached.add(ref);
    for (const next of dependencies.find((one) => one.ref === ref)?.dependsOn ?? []) reach(next);
  };
  for (const ref of start) reach(ref);
  return reached;
}
