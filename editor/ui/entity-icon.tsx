/** The icon of a kind of record, named in its description. Only the named ones are bundled. */
import {
  IconBell,
  IconBriefcase,
  IconBuilding,
  IconCalendarTime,
  IconCash,
  IconChartPie,
  IconCheckbox,
  IconCircleDashed,
  IconClick,
  IconColumnInsertRight,
  IconFileInvoice,
  IconForms,
  IconGauge,
  IconHandStop,
  IconInbox,
  IconLayoutKanban,
  IconListCheck,
  IconListDetails,
  IconMail,
  IconMailbox,
  IconMessageQuestion,
  IconNote,
  IconPackage,
  IconRefresh,
  IconRoute,
  IconShoppingCart,
  IconTag,
  IconUser,
  IconUserCircle,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from '@tabler/icons-react'
import { entityNamed, hasEntity } from '../../shared/entities.ts'

const icons: Readonly<Record<string, TablerIcon>> = {
  Bell: IconBell,
  Briefcase: IconBriefcase,
  Building: IconBuilding,
  CalendarTime: IconCalendarTime,
  Cash: IconCash,
  ChartPie: IconChartPie,
  Checkbox: IconCheckbox,
  Click: IconClick,
  ColumnInsertRight: IconColumnInsertRight,
  FileInvoice: IconFileInvoice,
  Forms: IconForms,
  Gauge: IconGauge,
  Inbox: IconInbox,
  LayoutKanban: IconLayoutKanban,
  ListCheck: IconListCheck,
  ListDetails: IconListDetails,
  Mail: IconMail,
  Mailbox: IconMailbox,
  MessageQuestion: IconMessageQuestion,
  Note: IconNote,
  Package: IconPackage,
  Refresh: IconRefresh,
  ShoppingCart: IconShoppingCart,
  Tag: IconTag,
  User: IconUser,
  UserCircle: IconUserCircle,
  UsersGroup: IconUsersGroup,
  Webhook: IconWebhook,
}

const others: Readonly<Record<string, TablerIcon>> = { run: IconRoute, workflow: IconRoute, suggestion: IconHandStop }

/**
 * `entity` may also be `run`, `workflow` or `suggestion`. Hidden from screen readers: the name stands beside it. `size`
 * in pixels.
 */
export function EntityIcon({ entity, size = 20 }: { readonly entity: string; readonly size?: number }) {
  const Icon = (hasEntity(entity) ? icons[entityNamed(entity).icon] : others[entity]) ?? IconCircleDashed
  return <Icon size={size} stroke={1.75} aria-hidden style={{ flex: 'none' }} />
}
