/**
 * The page map: every address and the file that shows it, loaded when it is first opened.
 * A page is the default export of its file; it reads its parameters with wouter's `useParams`.
 * Of several routes that match, the first one wins. `title` names the page in the window and to screen readers.
 */
import type { ComponentType } from 'react'
import type { WordKey } from './words/all.ts'

export interface PageRoute {
  readonly path: string
  readonly title: WordKey
  readonly load: () => Promise<{ default: ComponentType }>
  /** The page takes the whole space under the top bar, without the usual margins. */
  readonly full?: boolean
}

const list = () => import('./crm/list-page.tsx')
const card = () => import('./crm/record-page.tsx')

export const routes: readonly PageRoute[] = [
  { path: '/', title: 'nav.home', load: () => import('./home/home-page.tsx') },

  { path: '/inbox/:id?', title: 'nav.inbox', load: () => import('./suggestions/inbox-page.tsx'), full: true },
  { path: '/tasks/:id?', title: 'nav.tasks', load: () => import('./tasks/task-page.tsx') },
  { path: '/segments', title: 'nav.segments', load: () => import('./crm/segments-page.tsx') },
  { path: '/segments/:id', title: 'nav.segments', load: () => import('./crm/segment-page.tsx') },
  { path: '/mailbox/:id?', title: 'nav.mailbox', load: () => import('./mailbox/mailbox-page.tsx'), full: true },

  { path: '/contacts', title: 'nav.contacts', load: list },
  { path: '/contacts/:id', title: 'nav.contacts', load: card },
  { path: '/companies', title: 'nav.companies', load: list },
  { path: '/companies/:id', title: 'nav.companies', load: card },
  { path: '/deals', title: 'nav.deals', load: () => import('./crm/deals-page.tsx') },
  { path: '/deals/:id', title: 'nav.deals', load: card },
  { path: '/orders', title: 'nav.orders', load: list },
  { path: '/orders/:id', title: 'nav.orders', load: card },
  { path: '/invoices', title: 'nav.invoices', load: list },
  { path: '/invoices/:id', title: 'nav.invoices', load: card },
  { path: '/products', title: 'nav.products', load: list },
  { path: '/products/:id', title: 'nav.products', load: card },
  { path: '/purchase-cycles', title: 'nav.cycles', load: list },
  { path: '/purchase-cycles/:id', title: 'nav.cycles', load: card },

  { path: '/flows', title: 'nav.flows', load: () => import('./flows/flow-list-page.tsx') },
  { path: '/flows/new', title: 'flows.newTitle', load: () => import('./flows/new-flow-page.tsx') },
  { path: '/flows/:id', title: 'editor.title', load: () => import('./flows/editor-page.tsx'), full: true },
  { path: '/flows/:id/versions/:number', title: 'panel.versions', load: () => import('./flows/version-page.tsx'), full: true },
  { path: '/flows/:id/people', title: 'people.page', load: () => import('./runs/people-page.tsx') },
  { path: '/flows/:id/runs', title: 'editor.runs', load: () => import('./runs/run-list-page.tsx') },
  { path: '/flows/:id/runs/:runId', title: 'runs.page', load: () => import('./runs/run-page.tsx'), full: true },
  { path: '/runs/:id', title: 'runs.page', load: () => import('./runs/run-page.tsx'), full: true },

  { path: '/imports/:plural', title: 'list.import', load: () => import('./crm/import-page.tsx') },
  { path: '/settings/:section?', title: 'nav.settings', load: () => import('./settings/settings-page.tsx') },
]
