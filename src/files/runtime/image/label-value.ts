/**
 * A value of a LABEL or ENV as Docker reads it back exactly. Runs of backslashes stand outside
 * of the quotes, because hadolint takes the second one before a quote for the one that escapes it.
 */
export const labelValue = (value: string): string =>
  value
    .split(/(\\+)/)
    .map((part, index) =>
      index % 2 === 1
        ? part.replaceAll('\\', '\\\\')
        : `"${part.replace(/["$]/g, String.raw`\$&`)}"`,
    )
    .join('');
