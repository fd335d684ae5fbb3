import * as z from 'zod';

const domain = '[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*';

/** The key of a Kubernetes label. */
export const labelName = z
  .string()
  .max(63)
  .regex(
    new RegExp(`^(${domain}/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$`),
    'use the key of a Kubernetes label',
  );

/** The value of a Kubernetes label. */
export const labelValue = z
  .string()
  .max(63)
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/,
    'use the value of a Kubernetes label: letters, digits, dots, dashes and underscores',
  );
