import { connection } from 'next/server';
import { service } from '../service.ts';
import { Welcome } from '../ui/welcome.tsx';

export default async function Page() {
  // The version is known when the image runs, not when it is built.
  await connection();
  return <Welcome version={service().config.version} />;
}
