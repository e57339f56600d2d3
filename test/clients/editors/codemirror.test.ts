/** CodeMirror's own LSP client and the worker's build in a browser. SCREENSHOTS=FOLDER keeps pictures of each step. */
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { servePage } from './codemirror/serve-page.ts';
import { findEditor } from './run-editor.ts';

const chromium = findEditor('chromium');

const text = `imports: { shared: ./shared.msg.yaml }
params:
  first_name: string(40)
  order_id: string(24)
messages:
  shipped:
    messaging_type: UPDATE
    text: |
      Hi {{first_nam}}, your order {{order_id}} is on its way.
      {{> shared.bye}}
    quick_replies:
      - Thank you very much indeed -> THANKS
      - Where is it? -> TRACK:{{order_id}}
  other:
    messaging_type: UPDATE
`;
const files = { 'file:///shared.msg.yaml': 'fragments:\n  bye: Bye!\n' };

describe.skipIf(!chromium)('CodeMirror, by the module of its page, with the worker', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await puppeteer.launch({ executablePath: chromium!, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser?.close());

  test.each(['light', 'dark'])('%s: diagnostics, completion, hover', async (theme) => {
    const served = await servePage({ text, files, dark: theme === 'dark' });
    onTestFinished(served.close);
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const problems: unknown[] = [];
    page.on('pageerror', (error) => problems.push(error));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) problems.push(message.text());
    });
    await page.setViewport({ width: 900, height: 540, deviceScaleFactor: 2 });
    await page.goto(served.url);

    await page.waitForSelector('.cm-lintRange-error');
    expect(await words(page, '.cm-lintRange-error')).toEqual(
      expect.arrayContaining(['first_nam', 'Thank you very much indeed']),
    );
    const error = (await page.$$('.cm-lintRange-error'))[0]!;
    await error.hover();
    await page.waitForSelector('.cm-tooltip-lint');
    expect((await words(page, '.cm-tooltip-lint')).join()).toContain('"first_nam" is not declared');
    await picture(page, `${theme}-diagnostics`);

    await page.mouse.move(5, 5);
    await page.waitForSelector('.cm-tooltip-lint', { hidden: true });
    await placeCursor(page, '{{first_nam', '{{first_nam'.length);
    await page.keyboard.press('Backspace');
    await page.keyboard.type('m');
    await page.waitForSelector('.cm-tooltip-autocomplete');
    expect(await words(page, '.cm-completionLabel')).toContain('first_name');
    await picture(page, `${theme}-completion`);
    // a list that has just come takes no Enter: CodeMirror's interactionDelay, 75 ms
    await new Promise((resolve) => setTimeout(resolve, 300));
    await page.keyboard.press('Enter');
    await page.waitForFunction("window.view.state.doc.toString().includes('{{first_name}}')");
    await page.waitForFunction(
      "![...document.querySelectorAll('.cm-lintRange-error')].some((e) => e.textContent.includes('first_nam'))",
    );

    await placeCursor(
      page,
      '  other:\n    messaging_type: UPDATE\n',
      '  other:\n    messaging_type: UPDATE\n'.length,
    );
    await page.keyboard.type('    q');
    await page.waitForSelector('.cm-tooltip-autocomplete');
    expect(await words(page, '.cm-completionLabel')).toContain('quick_replies');
    await picture(page, `${theme}-keys`);
    await page.keyboard.press('Escape');

    await hoverOver(page, 'quick_replies:', 4);
    await page.waitForSelector('.cm-lsp-hover-tooltip');
    expect((await words(page, '.cm-lsp-hover-tooltip')).join()).toContain('13');
    await picture(page, `${theme}-hover`);

    await page.setViewport({ width: 380, height: 640, deviceScaleFactor: 2 });
    await page.mouse.move(5, 5);
    await page.waitForSelector('.cm-lsp-hover-tooltip', { hidden: true });
    await hoverOver(page, 'quick_replies:', 4);
    await page.waitForSelector('.cm-lsp-hover-tooltip');
    await picture(page, `${theme}-narrow`);
    const right = await page.$eval('.cm-lsp-hover-tooltip', (tip) => tip.getBoundingClientRect().right);
    expect(right).toBeLessThanOrEqual(380);
    expect(problems).toEqual([]);
  });
});

function words(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (found) => found.map((element) => element.textContent ?? ''));
}

async function placeCursor(page: Page, before: string, length: number): Promise<void> {
  await page.evaluate(`{
    const at = window.view.state.doc.toString().indexOf(${JSON.stringify(before)}) + ${length};
    window.view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    window.view.focus();
  }`);
}

async function hoverOver(page: Page, text: string, offset: number): Promise<void> {
  const { x, y } = (await page.evaluate(`(() => {
    const at = window.view.state.doc.toString().indexOf(${JSON.stringify(text)}) + ${offset};
    const { left, top, bottom } = window.view.coordsAtPos(at);
    return { x: left + 2, y: (top + bottom) / 2 };
  })()`)) as { x: number; y: number };
  await page.mouse.move(x - 20, y);
  await page.mouse.move(x, y, { steps: 4 });
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  await new Promise((resolve) => setTimeout(resolve, 300)); // documentation beside a list fades in
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
