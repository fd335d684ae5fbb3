import { templates } from '../../src/projen/templates.ts';
import { useTemplates } from '../../src/render/text.ts';

useTemplates(templates);
