/** The first page, until there is another. */
export function Welcome({ version }: { readonly version: string }) {
  return (
    <main>
      <h1>todo-app-frontend</h1>
      <p>Version {version}</p>
    </main>
  );
}
