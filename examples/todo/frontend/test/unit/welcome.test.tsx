import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Welcome } from '../../src/ui/welcome.tsx';

test('the page shows the version', () => {
  expect(renderToStaticMarkup(<Welcome version="1.2.3" />)).toContain('1.2.3');
});
