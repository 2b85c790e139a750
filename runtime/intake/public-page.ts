/** The pages that people outside of the company see: plain, quick, without a script, in their language and colours. */
import type { Language } from '../../shared/words.ts'

/** Markup that is safe to put on a page. */
export interface Html {
  readonly html: string
}

type Part = Html | string | number | null | undefined | false | readonly Html[]

/** Builds markup; every text that is put in is escaped, markup is not. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, index) => text + (index < parts.length ? markup(parts[index]) : '')).join('') }
}

function markup(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)

/** A whole page. `title` is also its heading; `foot` stands small below the card. */
export function publicPage({ language, title, body, foot }: PublicPage): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
${foot ? html`<footer>${foot}</footer>` : null}
</body>
</html>`.html
}

interface PublicPage {
  readonly language: Language
  readonly title: string
  readonly body: Html
  readonly foot?: Html | null
}

/** A page that only says something. */
export const sayingPage = (language: Language, title: string, text: string): string =>
  publicPage({ language, title, body: html`<p class="lead">${text}</p>` })

const style = `
:root{--ground:#f6f7f9;--card:#fff;--text:#1f2328;--quiet:#5c636a;--line:#7b828b;--soft:#dfe3e8;--main:#1c5fb8;--on:#fff;--hover:#164d97;--bad:#c92a2a;--badground:#fff5f5}
@media(prefers-color-scheme:dark){:root{--ground:#16171a;--card:#1f2023;--text:#e6e8eb;--quiet:#a6acb3;--line:#7d838a;--soft:#33363b;--main:#8ec5ff;--on:#0b1220;--hover:#b3d4fb;--bad:#ffa8a8;--badground:#3a1c1c}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;padding:clamp(16px,6vh,72px) 16px 32px;background:var(--ground);color:var(--text);font:16px/24px 'Inter Variable',system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;overflow-wrap:anywhere}
main{max-width:520px;margin:0 auto;padding:clamp(20px,5vw,36px);background:var(--card);border:1px solid var(--soft);border-radius:14px;box-shadow:0 1px 2px rgb(0 0 0/.05),0 12px 32px rgb(0 0 0/.05)}
h1{margin:0 0 20px;font-size:24px;line-height:32px;font-weight:650;text-wrap:balance}
.lead{margin:0;color:var(--text)}
.field{margin:0 0 18px}
label,legend{display:block;padding:0;margin:0 0 6px;font-weight:550;font-size:15px}
.must{color:var(--bad);font-weight:400}
.help{margin:0 0 6px;color:var(--quiet);font-size:14px;line-height:20px}
input,textarea,select{width:100%;min-height:44px;padding:9px 12px;border:1px solid var(--line);border-radius:8px;background:var(--card);color:inherit;font:inherit}
textarea{min-height:112px;resize:vertical}
:focus-visible{outline:2px solid var(--main);outline-offset:2px}
[aria-invalid=true]{border-color:var(--bad)}
.check{display:flex;gap:12px;align-items:flex-start}
.check label{margin:0;font-weight:400}
.check input{flex:none;width:20px;min-height:20px;height:20px;margin:2px 0 0;accent-color:var(--main)}
.problem{margin:6px 0 0;color:var(--bad);font-size:14px;line-height:20px}
.problems{margin:0 0 20px;padding:12px 14px;border-radius:8px;background:var(--badground);color:var(--bad);font-size:15px}
.problems ul{margin:4px 0 0;padding-left:18px}
.problems a{color:inherit}
button{width:100%;min-height:46px;padding:10px 18px;border:0;border-radius:8px;background:var(--main);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
button:hover{background:var(--hover)}
footer{max-width:520px;margin:16px auto 0;text-align:center;color:var(--quiet);font-size:14px}
footer a{color:inherit}
.away{position:absolute!important;left:-9999px;width:1px;height:1px;overflow:hidden}
`.trim()
