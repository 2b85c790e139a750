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

export const routes: readonly PageRoute[] = [{ path: '/', title: 'nav.home', load: () => import('./home/home-page.tsx') }]
