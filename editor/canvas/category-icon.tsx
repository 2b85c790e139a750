/** The icons of steps by the names that node types give; one that is not bundled is shown as its category. */
import {
  IconAdjustments,
  IconAlarm,
  IconAlertTriangle,
  IconArchive,
  IconArrowFork,
  IconArrowMerge,
  IconArrowRightBar,
  IconArrowsShuffle,
  IconArrowsSplit,
  IconArrowsSplit2,
  IconBell,
  IconBolt,
  IconBriefcase,
  IconBuilding,
  IconCalendar,
  IconCalendarDue,
  IconCalendarEvent,
  IconCalendarRepeat,
  IconCalendarTime,
  IconCash,
  IconCheckbox,
  IconChecklist,
  IconClick,
  IconClock,
  IconClockHour4,
  IconCode,
  IconColumnInsertRight,
  IconDatabase,
  IconDatabaseEdit,
  IconDatabasePlus,
  IconDatabaseSearch,
  IconEraser,
  IconEye,
  IconFileInvoice,
  IconFileText,
  IconFlag,
  IconForms,
  IconGauge,
  IconGitBranch,
  IconGitFork,
  IconGitMerge,
  IconHandClick,
  IconHandStop,
  IconHelpCircle,
  IconHistory,
  IconHourglass,
  IconHourglassEmpty,
  IconInbox,
  IconLayoutKanban,
  IconLink,
  IconListCheck,
  IconListDetails,
  IconListSearch,
  IconMail,
  IconMailForward,
  IconMailOpened,
  IconMailQuestion,
  IconMessage,
  IconMessageCircle,
  IconMessageQuestion,
  IconMessages,
  IconNote,
  IconNotes,
  IconPackage,
  IconPackages,
  IconPencil,
  IconPlayerStop,
  IconPlugConnected,
  IconPuzzle,
  IconQuestionMark,
  IconReceipt,
  IconRefresh,
  IconRepeat,
  IconRoute,
  IconSearch,
  IconSend,
  IconShieldCheck,
  IconShoppingCart,
  IconStack2,
  IconStar,
  IconSwitchHorizontal,
  IconTag,
  IconTarget,
  IconTransfer,
  IconUser,
  IconUserCheck,
  IconUserPlus,
  IconUserQuestion,
  IconUserShare,
  IconUsers,
  IconUsersGroup,
  IconVariable,
  IconWebhook,
  IconWorld,
  IconWorldUpload,
  type TablerIcon,
} from '@tabler/icons-react'
import type { PaletteGroup } from '../../shared/node.ts'
import { colourOf, tintOf } from '../theme.ts'

const byName: Readonly<Record<string, TablerIcon>> = {
  Adjustments: IconAdjustments,
  Alarm: IconAlarm,
  AlertTriangle: IconAlertTriangle,
  Archive: IconArchive,
  ArrowFork: IconArrowFork,
  ArrowMerge: IconArrowMerge,
  ArrowRightBar: IconArrowRightBar,
  ArrowsShuffle: IconArrowsShuffle,
  ArrowsSplit: IconArrowsSplit,
  ArrowsSplit2: IconArrowsSplit2,
  Bell: IconBell,
  Bolt: IconBolt,
  Briefcase: IconBriefcase,
  Building: IconBuilding,
  Calendar: IconCalendar,
  CalendarDue: IconCalendarDue,
  CalendarEvent: IconCalendarEvent,
  CalendarRepeat: IconCalendarRepeat,
  CalendarTime: IconCalendarTime,
  Cash: IconCash,
  Checkbox: IconCheckbox,
  Checklist: IconChecklist,
  Click: IconClick,
  Clock: IconClock,
  ClockHour4: IconClockHour4,
  Code: IconCode,
  ColumnInsertRight: IconColumnInsertRight,
  Database: IconDatabase,
  DatabaseEdit: IconDatabaseEdit,
  DatabasePlus: IconDatabasePlus,
  DatabaseSearch: IconDatabaseSearch,
  Eraser: IconEraser,
  Eye: IconEye,
  FileInvoice: IconFileInvoice,
  FileText: IconFileText,
  Flag: IconFlag,
  Forms: IconForms,
  Gauge: IconGauge,
  GitBranch: IconGitBranch,
  GitFork: IconGitFork,
  GitMerge: IconGitMerge,
  HandClick: IconHandClick,
  HandStop: IconHandStop,
  HelpCircle: IconHelpCircle,
  History: IconHistory,
  Hourglass: IconHourglass,
  HourglassEmpty: IconHourglassEmpty,
  Inbox: IconInbox,
  LayoutKanban: IconLayoutKanban,
  Link: IconLink,
  ListCheck: IconListCheck,
  ListDetails: IconListDetails,
  ListSearch: IconListSearch,
  Mail: IconMail,
  MailForward: IconMailForward,
  MailOpened: IconMailOpened,
  MailQuestion: IconMailQuestion,
  Message: IconMessage,
  MessageCircle: IconMessageCircle,
  MessageQuestion: IconMessageQuestion,
  Messages: IconMessages,
  Note: IconNote,
  Notes: IconNotes,
  Package: IconPackage,
  Packages: IconPackages,
  Pencil: IconPencil,
  PlayerStop: IconPlayerStop,
  PlugConnected: IconPlugConnected,
  Puzzle: IconPuzzle,
  QuestionMark: IconQuestionMark,
  Receipt: IconReceipt,
  Refresh: IconRefresh,
  Repeat: IconRepeat,
  Route: IconRoute,
  Search: IconSearch,
  Send: IconSend,
  ShieldCheck: IconShieldCheck,
  ShoppingCart: IconShoppingCart,
  Stack2: IconStack2,
  Star: IconStar,
  SwitchHorizontal: IconSwitchHorizontal,
  Tag: IconTag,
  Target: IconTarget,
  Transfer: IconTransfer,
  User: IconUser,
  UserCheck: IconUserCheck,
  UserPlus: IconUserPlus,
  UserQuestion: IconUserQuestion,
  UserShare: IconUserShare,
  Users: IconUsers,
  UsersGroup: IconUsersGroup,
  Variable: IconVariable,
  Webhook: IconWebhook,
  World: IconWorld,
  WorldUpload: IconWorldUpload,
}

const byGroup: Readonly<Record<PaletteGroup, TablerIcon>> = {
  trigger: IconBolt,
  logic: IconGitBranch,
  wait: IconHourglassEmpty,
  message: IconMail,
  record: IconUsers,
  task: IconCheckbox,
  score: IconGauge,
  approval: IconHandStop,
  data: IconDatabase,
  custom: IconPuzzle,
}

/** The icon of a palette group; hidden from screen readers, because its name stands beside it. */
export function GroupIcon({ group, size = 18 }: { readonly group: PaletteGroup; readonly size?: number }) {
  const Icon = byGroup[group]
  return <Icon size={size} stroke={1.75} aria-hidden />
}

interface Props {
  /** Null: the type is not installed here. */
  readonly type: { readonly icon: string; readonly group: PaletteGroup } | null
  readonly size?: 24 | 32
}

/** A tile in the colour of the category with the icon of the step. */
export function StepIcon({ type, size = 32 }: Props) {
  const Icon = iconOf(type)
  const group = type?.group ?? 'logic'
  return (
    <span
      className="step-icon"
      aria-hidden
      style={{ width: size, height: size, color: colourOf(group), background: tintOf(group), borderRadius: size / 4 }}
    >
      <Icon size={size === 32 ? 20 : 16} stroke={1.75} />
    </span>
  )
}

interface PlainProps {
  readonly type: Props['type']
  readonly x: number
  readonly y: number
  readonly size: number
}

/** The icon of a step inside a picture, in its colour; `x`, `y` and `size` in the units of the picture. */
export function PlainStepIcon({ type, x, y, size }: PlainProps) {
  const Icon = iconOf(type)
  return <Icon {...{ x, y, size }} color={colourOf(type?.group ?? 'logic')} stroke={1.75} />
}

const iconOf = (type: Props['type']): TablerIcon => (type ? (byName[type.icon] ?? byGroup[type.group]) : IconHelpCircle)
