const byteFactors: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  mb: 2 ** 20,
  gb: 2 ** 30,
  MB: 2 ** 20,
  GB: 2 ** 30,
  kB: 2 ** 10,
};

/** A quantity such as `4Gi`, or a Redis or PostgreSQL size such as `768mb`, in bytes. */
export function bytesOf(quantity: string): number {
  const [, amount = '0', unit = ''] = /^(\d+)([A-Za-z]*)$/.exec(quantity) ?? [];
  return Number(amount) * (byteFactors[unit] ?? 1);
}

/** A CPU quantity in millicores. */
export const millicores = (cpu: string): number =>
  cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000;
