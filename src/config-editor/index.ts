/* Edits the text of a config: the parser is loaded only with this module. */
export { editConfig, pastesOf, type Edited } from './edit.ts';
export { edited, isSame, type Edit } from './values.ts';
