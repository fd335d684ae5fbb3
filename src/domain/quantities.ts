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

/**
 * A CPU or memory quantity as Kubernetes writes it back: `0.5` is `500m`, and `1024Mi` is `1Gi`. An operator whose
 * webhook reads an object into Go types stores it so, and any other spelling would differ from git indefinitely.
 */
export function storedQuantity(quantity: string): string {
  if (/^\d+(\.\d{1,3})?$|^\d+m$/.test(quantity)) return cores(Math.round(millicores(quantity)));
  const [, amount = '', unit = ''] = /^(\d+)(Ki|Mi|Gi|Ti)$/.exec(quantity) ?? [];
  return unit === '' ? quantity : binary(Number(amount), unit);
}

const cores = (thousandths: number): string =>
  thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;

const binaryUnits = ['Ki', 'Mi', 'Gi', 'Ti'] as const;

function binary(amount: number, unit: string): string {
  const larger = binaryUnits[binaryUnits.findIndex((known) => known === unit) + 1];
  return amount % 1024 !== 0 || amount === 0 || larger === undefined
    ? `${amount}${unit}`
    : binary(amount / 1024, larger);
}
