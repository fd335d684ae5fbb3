/** Puts the versioned files on a branch of their own and opens its pull request, unless it is open. */
export const proposeVersion = `
git switch --create release/next
git add --all
git commit --quiet --message 'Release the next version'
gh auth setup-git
git push --force origin release/next
if [[ -z "$(gh pr list --head release/next --state open --json number --jq '.[].number')" ]]; then
  gh pr create --base main --head release/next --title 'Release the next version' \\
    --body 'Merging this publishes the version. Close and reopen it once, so that its checks start: \
GitHub starts none for a pull request that a workflow opened.'
fi
`;

/** Makes what is published, and says what it adds up to. */
export const packRelease = `
npm run release:pack
echo "sums=$(sha256sum release/SHA256SUMS)" >> "$GITHUB_OUTPUT"
`;

/** Gets what the job before has made, and checks that it is that. */
export const getRelease = `
gh run download "$GITHUB_RUN_ID" --name release --dir release
sha256sum --check --strict <<< "$SUMS"
cd release
sha256sum --check --strict SHA256SUMS
`;

/** Publishes the tarball; a second run after a failure further down finds the version there. */
export const publishPackage = `
if [[ "$(npm view "create-gitops-service@\${VERSION}" version 2> /dev/null)" == "$VERSION" ]]; then
  echo "create-gitops-service \${VERSION} is on npm already."
  exit 0
fi
npm publish "./release/create-gitops-service-\${VERSION}.tgz" --provenance --access public --ignore-scripts
`;

/** Signs the tag with a certificate that names this workflow and lives ten minutes, checks it, and pushes it. */
export const signTag = `
gitsign="$(go env GOPATH)/bin/gitsign"
git config gpg.format x509
git config gpg.x509.program "$gitsign"
git tag --sign "v\${VERSION}" --message "create-gitops-service \${VERSION}"
"$gitsign" verify-tag "v\${VERSION}" \\
  --certificate-identity "\${GITHUB_SERVER_URL}/\${GITHUB_WORKFLOW_REF}" \\
  --certificate-oidc-issuer https://token.actions.githubusercontent.com
gh auth setup-git
git push origin "refs/tags/v\${VERSION}"
`;

/** Makes the GitHub release of the tag, with all that was packed. */
export const makeRelease = `
gh release create "v\${VERSION}" --verify-tag --title "v\${VERSION}" --notes-file release/NOTES.md \\
  release/*.tgz release/sbom.cdx.json release/SHA256SUMS
`;
