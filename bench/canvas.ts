/** CANVAS: how quickly a flow of a thousand steps answers to hand and keys, beside the smallest page that React Flow can make of as many nodes. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../browser-tests/launch-browser.ts'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { type Figure, figure } from './figures.ts'
import { admin, startInstallation } from './installation.ts'
import type { Measured } from './throughput.ts'

const sheet = { count: 1000, column: 25, across: 320, down: 176 } as const

/** What was seen of one page in one round, in milliseconds. Of frames the time from each to the next, of keys that until the screen shows it. */
interface Seen {
  readonly open: number
  readonly drag: readonly number[]
  readonly pan: readonly number[]
  readonly type: readonly number[]
  readonly undo: readonly number[]
}

/** One of the two pages. */
interface Side {
  readonly address: string
  readonly card: string
  /** Where keys are heard. */
  readonly canvas: string
  signIn?(page: Page): Promise<void>
}

/** `folder` is empty. Without a browser on this machine there is a note and no figure. */
export async function measureCanvas({ folder, rounds }: { folder: string; rounds: number }): Promise<Measured> {
  const { browser, reason } = await launchBrowser(null)
  if (!browser) return { figures: [], notes: [`CANVAS: not measured. ${reason}`] }
  const product = await startInstallation({ folder })
  const bare = await servedBare()
  try {
    await product.post('/api/workflows', { file: noteSheet('sheet') })
    const origin = `http://127.0.0.1:${product.port}`
    const ours: Side = {
      address: `${origin}/flows/sheet`,
      card: '[data-node-id]',
      canvas: '[data-canvas]',
      signIn: async (page) => {
        await page.request.post(`${origin}/api/session`, { data: admin, headers: { origin } })
      },
    }
    const theirs: Side = { address: bare.address, card: '.react-flow__node', canvas: '.react-flow' }
    const pairs: { readonly ours: Seen; readonly theirs: Seen }[] = []
    const tidies: Tidied[] = []
    for (let round = 0; round < rounds; round++) {
      pairs.push({ theirs: await used(browser, theirs), ours: await used(browser, ours) })
      tidies.push(await tidied(browser, ours))
    }
    return {
      figures: told(pairs, tidies),
      notes: [`CANVAS: ${sheet.count} steps at 100 %, ${rounds} rounds, the two pages in turn; x is ours to the smallest page.`],
    }
  } finally {
    await browser.close()
    await bare.stop()
    await product.stop()
  }
}

function told(pairs: readonly { readonly ours: Seen; readonly theirs: Seen }[], tidies: readonly Tidied[]): Figure[] {
  const rows = [
    { name: 'opened', of: ({ open }: Seen) => open, must: 3000, aim: 2000 },
    { name: 'dragged, a frame (p95)', of: ({ drag }: Seen) => p95(drag), must: 34, aim: 17 },
    { name: 'panned, a frame (p95)', of: ({ pan }: Seen) => p95(pan), must: 34, aim: 17 },
    { name: 'a letter typed until it is seen (p95)', of: ({ type }: Seen) => p95(type), must: 100, aim: 50 },
    { name: 'undo until it is seen (p95)', of: ({ undo }: Seen) => p95(undo), must: 100, aim: 50 },
  ]
  return [
    ...rows.flatMap(({ name, of, must, aim }) => [
      figure(
        `CANVAS ${name}`,
        pairs.map(({ ours }) => of(ours)),
        'ms',
        { kind: 'most', must, aim },
      ),
      figure(
        `CANVAS ${name}, to the smallest page`,
        pairs.map(({ ours, theirs }) => of(ours) / of(theirs)),
        'x',
      ),
    ]),
    figure(
      'CANVAS tidied up',
      tidies.map(({ ms }) => ms),
      'ms',
      { kind: 'most', must: 5000, aim: 2000 },
    ),
    figure(
      'CANVAS longest frame while it is tidied up',
      tidies.map(({ longest }) => longest),
      'ms',
    ),
  ]
}

/** A hand that drags a card, pans, types in the field beside the canvas and takes that back. */
async function used(browser: Browser, side: Side): Promise<Seen> {
  const { page, open } = await opened(browser, side)
  try {
    const card = page.locator(side.card).nth(2)
    await card.click()
    const field = page.getByRole('textbox', { name: 'Text', exact: true })
    await field.waitFor()
    const drag = await frames(page, async () => {
      const box = await card.boundingBox()
      const [x, y] = [(box?.x ?? 0) + 60, (box?.y ?? 0) + 20]
      await page.mouse.move(x, y)
      await page.mouse.down()
      for (let step = 1; step <= moves; step++) await page.mouse.move(x + step * 3, y + step * 2)
      await page.mouse.up()
    })
    const pan = await frames(page, async () => {
      for (let step = 0; step < moves; step++) await page.mouse.wheel(step < moves / 2 ? 40 : -40, 30)
    })
    const type = await answers(page, async () => {
      await field.click()
      await field.press('End')
      for (const letter of 'what is written here has to be seen at once') await page.keyboard.press(letter === ' ' ? 'Space' : letter)
    })
    const undo = await answers(page, async () => {
      await page.locator(side.canvas).focus()
      for (let time = 0; time < 12; time++) await page.keyboard.press(time % 2 === 0 ? 'Control+z' : 'Control+y')
    })
    return { open, drag, pan, type, undo }
  } finally {
    await page.context().close()
  }
}

interface Tidied {
  readonly ms: number
  readonly longest: number
}

/** Everything laid out anew, which ends in one entry of undo. */
async function tidied(browser: Browser, side: Side): Promise<Tidied> {
  const { page } = await opened(browser, side)
  try {
    let ms = 0
    const all = await frames(page, async () => {
      await page.locator(side.canvas).focus()
      const began = performance.now()
      await page.keyboard.press('l')
      await page.getByRole('button', { name: 'Undo: tidy up' }).waitFor()
      ms = performance.now() - began
    })
    return { ms, longest: Math.max(...all) }
  } finally {
    await page.context().close()
  }
}

const moves = 90

async function opened(browser: Browser, { address, card, signIn }: Side): Promise<{ page: Page; open: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  await signIn?.(page)
  await page.goto(address, { waitUntil: 'commit' })
  await page.locator(card).first().waitFor()
  const open = Number(await page.evaluate('performance.now()'))
  await page.waitForLoadState('networkidle')
  return { page, open }
}

/** The time from each frame to the next while something is done. */
async function frames(page: Page, deed: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(`(() => {
    window.seen = []
    let last = 0
    const next = (now) => { if (last > 0) window.seen.push(now - last); last = now; window.seeing = requestAnimationFrame(next) }
    window.seeing = requestAnimationFrame(next)
  })()`)
  await deed()
  return (await page.evaluate('(cancelAnimationFrame(window.seeing), window.seen)')) as number[]
}

/** From each press of a key until the frame with its answer has been drawn. */
async function answers(page: Page, deed: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(`(() => {
    window.answered = []
    window.hearing = ({ timeStamp }) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => window.answered.push(performance.now() - timeStamp)
      port2.postMessage(null)
    })
    addEventListener('keydown', window.hearing, true)
  })()`)
  await deed()
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 100))')
  return (await page.evaluate(`(removeEventListener('keydown', window.hearing, true), window.answered)`)) as number[]
}

const p95 = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1] ?? 0

/** A chain of notes in columns: every step has a text that can be written, and says whether it asks. */
const noteSheet = (id: string): Workflow => {
  const name = (at: number) => (at === 0 ? 'begin' : `note${at}`)
  const all = Array.from({ length: sheet.count }, (_, at) => at)
  return {
    ...emptyWorkflow(id, 'A thousand steps'),
    nodes: all.map((at) =>
      at === 0
        ? { id: name(at), type: 'trigger.manual', mode: 'act', params: {} }
        : { id: name(at), type: 'crm.note', mode: 'act', params: { text: [`Step ${at}`] } },
    ),
    edges: all.slice(1).map((at) => ({ from: name(at - 1), port: 'out', to: name(at) })),
    layout: Object.fromEntries(
      all.map((at) => [name(at), [Math.floor(at / sheet.column) * sheet.across, (at % sheet.column) * sheet.down]]),
    ),
  }
}

/** The smallest page, bundled and served from memory. */
async function servedBare(): Promise<{ address: string; stop(): Promise<void> }> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'bare-canvas.tsx')],
    outdir: 'page',
    bundle: true,
    jsx: 'automatic',
    minify: true,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"', sheet: JSON.stringify(sheet) },
  })
  const text = (end: string) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ''
  const server = createServer(({ url }, reply) => {
    if (url === '/page.js') reply.setHeader('content-type', 'text/javascript').end(text('.js'))
    else if (url === '/page.css') reply.setHeader('content-type', 'text/css').end(text('.css'))
    else
      reply
        .setHeader('content-type', 'text/html; charset=utf-8')
        .end(
          '<!doctype html><link rel="stylesheet" href="/page.css"><body style="margin:0"><div id="page"></div><script src="/page.js"></script>',
        )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
