/** What the navigation offers, in its order; only pages that exist. */
import {
  IconAlertTriangle,
  IconBolt,
  IconBriefcase,
  IconBuilding,
  IconChartBar,
  IconChartPie,
  IconCheckbox,
  IconFileInvoice,
  IconHandStop,
  IconHome,
  IconMail,
  IconMessages,
  IconPackage,
  IconRefresh,
  IconSettings,
  IconShoppingCart,
  IconUsers,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react'
import type { Session } from '../../shared/api/session.ts'
import { routes } from '../routes.ts'
import type { WordKey } from '../words/all.ts'

type Role = Session['user']['role']

/** One place to go; `path` is one of `routes.ts`. */
export interface NavigationItem {
  readonly path: string
  readonly title: WordKey
  readonly icon: TablerIcon
  /** `g` and then this letter goes there. */
  readonly letter?: string
  /** A number beside it: what waits for the person. */
  readonly waiting?: 'suggestions' | 'tasks'
  /** Who may see the page; without it: everybody. */
  readonly roles?: readonly Role[]
  /** In the bar at the bottom of a phone. */
  readonly onPhone?: boolean
}

interface NavigationGroup {
  readonly title: WordKey | null
  readonly items: readonly NavigationItem[]
}

const all: readonly NavigationGroup[] = [
  {
    title: null,
    items: [
      { path: '/', title: 'nav.home', icon: IconHome, letter: 'h', onPhone: true },
      { path: '/inbox', title: 'nav.inbox', icon: IconHandStop, letter: 'i', waiting: 'suggestions', onPhone: true },
      { path: '/tasks', title: 'nav.tasks', icon: IconCheckbox, letter: 't', waiting: 'tasks', onPhone: true },
      { path: '/team', title: 'team.title', icon: IconUsersGroup, roles: ['supervisor', 'admin'] },
      { path: '/conversations', title: 'nav.conversations', icon: IconMessages, letter: 'm' },
      { path: '/mailbox', title: 'nav.mailbox', icon: IconMail },
    ],
  },
  {
    title: 'nav.automation',
    items: [
      { path: '/flows', title: 'nav.flows', icon: IconBolt, letter: 'f' },
      { path: '/attention', title: 'nav.attention', icon: IconAlertTriangle, roles: ['supervisor', 'marketer', 'admin'] },
      { path: '/segments', title: 'nav.segments', icon: IconChartPie },
      { path: '/analytics', title: 'nav.analytics', icon: IconChartBar, letter: 'a' },
    ],
  },
  {
    title: 'nav.sales',
    items: [
      { path: '/contacts', title: 'nav.contacts', icon: IconUsers, letter: 'c', onPhone: true },
      { path: '/companies', title: 'nav.companies', icon: IconBuilding },
      { path: '/deals', title: 'nav.deals', icon: IconBriefcase, letter: 'd' },
      { path: '/orders', title: 'nav.orders', icon: IconShoppingCart },
      { path: '/invoices', title: 'nav.invoices', icon: IconFileInvoice },
      { path: '/products', title: 'nav.products', icon: IconPackage },
      { path: '/purchase-cycles', title: 'nav.cycles', icon: IconRefresh },
    ],
  },
  { title: null, items: [{ path: '/settings', title: 'nav.settings', icon: IconSettings }] },
]

const exists = (path: string): boolean =>
  routes.some((route) => route.path === path || route.path.startsWith(`${path}/:`) || route.path === `${path}/*?`)

/** What somebody of that role is offered. Items whose page is not in the page map are left out, and groups without items, too. */
export const navigationOf = (role: Role): readonly NavigationGroup[] =>
  all
    .map((group) => ({ ...group, items: group.items.filter(({ path, roles }) => exists(path) && (!roles || roles.includes(role))) }))
    .filter(({ items }) => items.length > 0)

/** Is this item the place where we are? */
export const isHere = (path: string, location: string): boolean =>
  path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`)
