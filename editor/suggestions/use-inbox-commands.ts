import { useLocation } from 'wouter'
import type { SuggestionData } from '../../shared/api/suggestions.ts'
import { addressOf as recordAddress } from '../../shared/record-address.ts'
import { type Command, useCommands } from '../shell/commands.ts'
import { useWords } from '../words/use-words.ts'
import type { Selection } from './bulk-bar.tsx'
import { linksOf } from './preview-names.ts'
import { runAddress, type SuggestionActs } from './suggestion-view.tsx'
import type { Place } from './use-place.ts'

interface Keys {
  readonly suggestion: SuggestionData | undefined
  readonly isEditing: boolean
  readonly place: Place
  readonly selection: Selection
  readonly acts: SuggestionActs
  readonly stopEditing: () => void
}

/** The keys of the inbox; each is a command of the one list that search and help show too. */
export function useInboxCommands({ suggestion, isEditing, place, selection, acts, stopEditing }: Keys): void {
  const { t } = useWords()
  const [, navigate] = useLocation()
  const group = t('inbox.keys')
  const isOpen = suggestion?.status === 'pending'
  const extend = (by: 1 | -1) => {
    const next = place.step(by)
    selection.add([place.active, next].filter((id) => id !== undefined))
    place.move(by)
  }
  const openContact = () => {
    const contact = suggestion && (linksOf(suggestion).find(({ entity }) => entity === 'contact') ?? suggestion.subject)
    const to = contact && !contact.hidden ? recordAddress(contact.entity, contact.id) : null
    if (to !== null) navigate(to)
  }
  const own: readonly Command[] = [
    { id: 'inbox.next', title: t('inbox.nextOne'), group, keys: ['j'], run: () => place.move(1), quiet: true },
    { id: 'inbox.previous', title: t('inbox.previousOne'), group, keys: ['k'], run: () => place.move(-1), quiet: true },
    { id: 'inbox.approve', title: t('inbox.approve'), group, keys: ['a'], run: acts.approve, disabled: !isOpen },
    { id: 'inbox.edit', title: t('inbox.edit'), group, keys: ['e'], run: acts.edit, disabled: !isOpen },
    {
      id: 'inbox.approveEdited',
      title: t('inbox.approveEdited'),
      group,
      keys: ['Mod+Enter'],
      run: acts.approve,
      inFields: true,
      disabled: !isEditing,
    },
    {
      id: 'inbox.look',
      title: t('inbox.stopEditing'),
      group,
      keys: ['Escape'],
      run: stopEditing,
      inFields: true,
      quiet: true,
      disabled: !isEditing,
    },
    { id: 'inbox.reject', title: t('inbox.reject'), group, keys: ['r'], run: acts.reject, disabled: !isOpen },
    { id: 'inbox.later', title: t('inbox.later'), group, keys: ['s'], run: acts.later, disabled: !isOpen },
    { id: 'inbox.give', title: t('inbox.give'), group, keys: ['d'], run: acts.give, disabled: !isOpen },
    { id: 'inbox.feedback', title: t('inbox.feedback'), group, keys: [], run: acts.feedback, disabled: !suggestion },
    {
      id: 'inbox.select',
      title: t('inbox.select'),
      group,
      keys: ['x'],
      run: () => place.active && selection.toggle(place.active),
      disabled: !isOpen,
    },
    { id: 'inbox.selectNext', title: t('inbox.selectNext'), group, keys: ['Shift+J'], run: () => extend(1), quiet: true },
    { id: 'inbox.selectPrevious', title: t('inbox.selectPrevious'), group, keys: ['Shift+K'], run: () => extend(-1), quiet: true },
    { id: 'inbox.contact', title: t('inbox.openContact'), group, keys: ['o'], run: openContact, disabled: !suggestion },
    {
      id: 'inbox.canvas',
      title: t('inbox.onCanvas'),
      group,
      keys: ['v'],
      run: () => suggestion && navigate(runAddress(suggestion)),
      disabled: !suggestion,
    },
    { id: 'inbox.list', title: t('inbox.toList'), group, keys: ['u'], run: place.toList, quiet: true },
  ]
  useCommands(own)
}
