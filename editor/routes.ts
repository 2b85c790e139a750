/**
 * The page map: every address and the file that shows it, loaded when it is first opened.
 * A page is the default export of its file; it reads its parameters with wouter's `useParams`.
 * Of several routes that match, the first one wins. `title` names the page in the window and to screen readers.
 */
import type { ComponentType } from 'react'
import type { WordKey } from './words/all.ts'

/** `path` is a pattern of wouter; `load` resolves with the page when its words are there, too. */
export interface PageRoute {
  readonly path: string
  readonly title: WordKey
  readonly load: () => Promise<{ default: ComponentType }>
  /** The page takes the whole space under the top bar, without the usual margins. */
  readonly full?: boolean
}

type Words = readonly (() => Promise<unknown>)[]

/** A page comes with its words: it is drawn when both are there. */
async function page<Page>(loading: Promise<Page>, words: Words): Promise<Page> {
  const [loaded] = await Promise.all([loading, ...words.map((area) => area())])
  return loaded
}

const crm: Words = [
  () => import('./words/card.ts'),
  () => import('./words/lists.ts'),
  () => import('./words/rules.ts'),
  () => import('./words/runs.ts'),
]
const flow: Words = [
  () => import('./words/flows.ts'),
  () => import('./words/edits.ts'),
  () => import('./words/flow-list.ts'),
  () => import('./words/publishing.ts'),
  () => import('./words/params.ts'),
  () => import('./words/rules.ts'),
  () => import('./words/runs.ts'),
]
const setting: Words = [
  () => import('./words/settings.ts'),
  () => import('./words/mailbox.ts'),
  () => import('./words/health.ts'),
  () => import('./words/card.ts'),
  () => import('./words/intake.ts'),
  () => import('./words/lists.ts'),
  () => import('./words/entry.ts'),
  () => import('./words/params.ts'),
]

/** Whatever is more particular stands first. */
export const routes: readonly PageRoute[] = [
  {
    path: '/',
    title: 'nav.home',
    load: () =>
      page(import('./home/home-page.tsx'), [
        () => import('./words/home.ts'),
        () => import('./words/queue.ts'),
        () => import('./words/card.ts'),
        () => import('./words/suggestions.ts'),
      ]),
  },

  {
    path: '/inbox/:id?',
    title: 'nav.inbox',
    load: () => page(import('./suggestions/inbox-page.tsx'), [() => import('./words/suggestions.ts'), () => import('./words/mailbox.ts')]),
    full: true,
  },
  {
    path: '/team/:id?',
    title: 'team.title',
    load: () => page(import('./team/team-page.tsx'), [() => import('./words/queue.ts'), () => import('./words/suggestions.ts')]),
  },
  { path: '/tasks/:id?', title: 'nav.tasks', load: () => page(import('./tasks/task-page.tsx'), crm) },
  { path: '/segments', title: 'nav.segments', load: () => page(import('./crm/segments-page.tsx'), crm) },
  { path: '/segments/:id', title: 'nav.segments', load: () => page(import('./crm/segment-page.tsx'), crm) },
  {
    path: '/mailbox/:id?',
    title: 'nav.mailbox',
    load: () => page(import('./mailbox/mailbox-page.tsx'), [() => import('./words/mailbox.ts'), () => import('./words/suggestions.ts')]),
    full: true,
  },

  { path: '/contacts', title: 'nav.contacts', load: () => page(import('./crm/list-page.tsx'), crm) },
  { path: '/contacts/:id', title: 'nav.contacts', load: () => page(import('./crm/record-page.tsx'), crm) },
  { path: '/companies', title: 'nav.companies', load: () => page(import('./crm/list-page.tsx'), crm) },
  { path: '/companies/:id', title: 'nav.companies', load: () => page(import('./crm/record-page.tsx'), crm) },
  { path: '/deals', title: 'nav.deals', load: () => page(import('./crm/deals-page.tsx'), crm) },
  { path: '/deals/:id', title: 'nav.deals', load: () => page(import('./crm/record-page.tsx'), crm) },
  { path: '/orders', title: 'nav.orders', load: () => page(import('./crm/list-page.tsx'), crm) },
  { path: '/orders/:id', title: 'nav.orders', load: () => page(import('./crm/record-page.tsx'), crm) },
  { path: '/invoices', title: 'nav.invoices', load: () => page(import('./crm/list-page.tsx'), crm) },
  { path: '/invoices/:id', title: 'nav.invoices', load: () => page(import('./crm/record-page.tsx'), crm) },
  { path: '/products', title: 'nav.products', load: () => page(import('./crm/list-page.tsx'), crm) },
  { path: '/products/:id', title: 'nav.products', load: () => page(import('./crm/record-page.tsx'), crm) },
  { path: '/purchase-cycles', title: 'nav.cycles', load: () => page(import('./crm/list-page.tsx'), crm) },
  { path: '/purchase-cycles/:id', title: 'nav.cycles', load: () => page(import('./crm/record-page.tsx'), crm) },

  {
    path: '/attention',
    title: 'nav.attention',
    load: () =>
      page(import('./runs/attention-page.tsx'), [
        () => import('./words/attention.ts'),
        () => import('./words/mailbox.ts'),
        () => import('./words/suggestions.ts'),
      ]),
  },
  { path: '/flows', title: 'nav.flows', load: () => page(import('./flows/flow-list-page.tsx'), flow) },
  { path: '/flows/new', title: 'flows.newTitle', load: () => page(import('./flows/new-flow-page.tsx'), flow) },
  {
    path: '/flows/:id',
    title: 'editor.title',
    load: () =>
      page(import('./flows/editor-page.tsx'), [
        () => import('./words/flows.ts'),
        () => import('./words/edits.ts'),
        () => import('./words/publishing.ts'),
      ]),
    full: true,
  },
  { path: '/flows/:id/versions/:number', title: 'panel.versions', load: () => page(import('./flows/version-page.tsx'), flow), full: true },
  { path: '/flows/:id/versions/:a/:b', title: 'compare.page', load: () => page(import('./compare/comparison-page.tsx'), flow), full: true },
  { path: '/flows/:id/people', title: 'people.page', load: () => page(import('./runs/people-page.tsx'), flow) },
  { path: '/flows/:id/runs', title: 'editor.runs', load: () => page(import('./runs/run-list-page.tsx'), flow) },
  { path: '/flows/:id/runs/:runId', title: 'runs.page', load: () => page(import('./runs/run-page.tsx'), flow), full: true },
  { path: '/runs/:id', title: 'runs.page', load: () => page(import('./runs/run-page.tsx'), flow), full: true },

  {
    path: '/imports/:plural',
    title: 'import.page',
    load: () => page(import('./crm/import-page.tsx'), [...crm, () => import('./words/intake.ts')]),
  },
  { path: '/settings/:section?', title: 'nav.settings', load: () => page(import('./settings/settings-page.tsx'), setting) },
]

/** The page of an address; undefined for one that nobody knows. */
export const routeOf = (address: string): PageRoute | undefined => routes.find(({ path }) => patternOf(path).test(address))

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}/?$`)
