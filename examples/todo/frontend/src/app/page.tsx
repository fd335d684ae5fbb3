import { connection } from 'next/server';
import { service } from '../service.ts';
import { Welcome } from '../ui/welcome.tsx';

export default async function Page() {
  // The version is known at run time, not at build time.
  await connection();
  return <Welcome version={service().config.version} />;
}
