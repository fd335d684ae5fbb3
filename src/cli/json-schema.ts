import * as z from 'zod';
import { configSchema } from '../config/schema/schema.ts';

/** The JSON Schema of what people write. */
export const jsonSchema = (): object => ({
  title: 'Config of create-gitops-service',
  ...z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'throw' }),
});
