/** One page of diagrams: no scripts, no fonts, no addresses of others; follows the reader's light or dark setting. */
import type { DrawnRule } from './draw-diagrams.ts';

const pages = {
  template: {
    title: 'Template text',
    about:
      'What may stand in any string of a message: the Handlebars 4.7 language. A ~ beside the braces ({{~ x ~}}) takes away the white space on that side; blanks separate the parts of an expression.',
  },
  condition: {
    title: 'Conditions, loops and arguments',
    about:
      'What stands behind when: and otherwise: (condition), each: (loop) and behind the name in use: (pairs). Words of other languages (&& || ! = ===) are read and reported with what to write instead.',
  },
  shorthand: {
    title: 'Shorthand lines',
    about:
      'One line where a button (buttonLine), a quick reply (replyLine) or a link (linkLine) is expected. Titles, addresses, numbers and payloads are template text; nothing inside {{ }} counts as an arrow, a comma or a parenthesis, and \\-> is an arrow in the text.',
  },
} as const;

type Page = keyof typeof pages;

export function diagramPage(page: Page, rules: readonly DrawnRule[]): string {
  const { title, about } = pages[page];
  const links = Object.keys(pages).map((name) =>
    name === page
      ? `<span aria-current="page">${pages[page].title}</span>`
      : `<a href="${name}.html">${pages[name as Page].title}</a>`,
  );
  const names = new Set(rules.map((r) => r.name));
  const sections = rules.map(
    ({ name, svg, mistake }) =>
      `<section id="${name}"${mistake ? ' class="wrong"' : ''}>\n<h2><a href="#${name}">${name}</a>${
        mistake ? ' <small>only reports what is wrong</small>' : ''
      }</h2>\n<div class="scroll" tabindex="0">\n${linkRules(svg, names)}</div>\n</section>\n`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - sendspec grammar</title>
<style>${style}</style>
</head>
<body>
<header>
<nav>${links.join(' ')}</nav>
<h1>${title}</h1>
<p>${escapeHtml(about)}</p>
<p class="legend"><span class="box token">written as it is</span> <span class="box rule">another rule</span>${
    page === 'shorthand'
      ? ' <i>template text</i>'
      : ' <span class="box mistake">accepted only to be reported</span>'
  }</p>
</header>
<main>
${sections.join('')}</main>
</body>
</html>
`;
}

/** A box with a rule's name leads to the rule. */
function linkRules(svg: string, names: ReadonlySet<string>): string {
  return svg.replace(
    /<g class="(plain|mistake)">\s*((?:<path[^>]*><\/path>\s*)*<rect(?![^>]*rx)[^>]*><\/rect>\s*<text[^>]*>([^<]*)<\/text>)/g,
    (all, kind, inner, name) =>
      names.has(name) ? `<g class="${kind} rule"><a href="#${name}">${inner}</a>` : all,
  );
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const style = `
:root { color-scheme: light dark; --page: #fff; --ink: #1c1e21; --soft: #5f6770; --line: #4a5058; --token: #e3f3e6; --token-line: #2d7a3e; --rule: #e4ecfa; --rule-line: #2f5fb3; --wrong: #fbe9e7; --wrong-line: #b3402f; }
@media (prefers-color-scheme: dark) { :root { --page: #16181b; --ink: #e6e8ea; --soft: #a2abb4; --line: #9aa3ad; --token: #17331d; --token-line: #6fbf82; --rule: #1a2947; --rule-line: #86abf0; --wrong: #3a1d19; --wrong-line: #ee9484; } }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--rule-line); }
nav > * { margin-right: 1rem; }
h1 { font-size: 1.5rem; margin: 1rem 0 .5rem; }
h2 { font: bold 1.05rem ui-monospace, monospace; margin: 1.5rem 0 .25rem; }
h2 a { color: inherit; text-decoration: none; }
h2 small { font: .8rem system-ui, sans-serif; color: var(--soft); }
p { max-width: 45rem; margin: .5rem 0; }
.legend { display: flex; flex-wrap: wrap; gap: .75rem; font-size: .85rem; }
.box { padding: 0 .5rem; border: 1.5px solid; }
.box.token { background: var(--token); border-color: var(--token-line); border-radius: 10px; }
.box.rule { background: var(--rule); border-color: var(--rule-line); }
.box.mistake { background: var(--wrong); border-color: var(--wrong-line); border-style: dashed; border-radius: 10px; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--rule-line); }
svg { display: block; }
svg path { stroke: var(--line); stroke-width: 1.5; fill: none; }
svg rect { stroke-width: 1.5; fill: var(--rule); stroke: var(--rule-line); }
svg rect[rx] { fill: var(--token); stroke: var(--token-line); }
svg .mistake rect { fill: var(--wrong); stroke: var(--wrong-line); stroke-dasharray: 4 3; }
svg text { font: 13px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; text-anchor: middle; fill: var(--ink); }
svg text.comment { font-style: italic; fill: var(--soft); font-size: 12px; }
`;
