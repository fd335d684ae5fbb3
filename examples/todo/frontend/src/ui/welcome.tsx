/** The start page; replace it with your own. */
export function Welcome({ version }: { readonly version: string }) {
  return (
    <main>
      <h1>todo-app-frontend</h1>
      <p>Version {version}</p>
    </main>
  );
}
