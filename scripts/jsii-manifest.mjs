/** The little of a jsii manifest that `projen new --from` reads: one project type and its options. */
export function jsiiManifest({ name, version }, schema) {
  const project = `${name}.GitOpsService`;
  const options = `${name}.GitOpsServiceOptions`;
  return {
    schema: 'jsii/0.10.0',
    name,
    version,
    fingerprint: `${name}@${version}`,
    types: {
      [project]: {
        assembly: name,
        base: 'projen.Project',
        fqn: project,
        kind: 'class',
        name: 'GitOpsService',
        docs: {
          summary: 'A service with its whole GitOps deployment.',
          custom: { pjid: 'gitops-service' },
        },
        initializer: { parameters: [{ name: 'options', type: { fqn: options } }] },
      },
      [options]: {
        assembly: name,
        datatype: true,
        fqn: options,
        kind: 'interface',
        name: 'GitOpsServiceOptions',
        properties: Object.entries(schema.properties).map(([key, property]) =>
          propertyOf(key, property),
        ),
      },
    },
  };
}

// projen asks for what is not optional, and cannot ask for objects: our own schema demands what is needed.
const propertyOf = (name, { type, description }) => ({
  abstract: true,
  immutable: true,
  optional: true,
  name,
  docs: { summary: description },
  type: { primitive: type === 'string' ? 'string' : 'object' },
});
