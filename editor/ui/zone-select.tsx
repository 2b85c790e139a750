import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Language } from '../../shared/words.ts'
import { useWords } from '../words/use-words.ts'
import { zoneInWords } from './time-words.ts'

interface Props {
  readonly label: string
  readonly value: string | null
  readonly onChange: (zone: string) => void
  readonly maw?: number
  readonly mt?: string
}

/** Chooses a time zone by the place it is named after and how far it is from Greenwich. `value` is an IANA name. */
export function ZoneSelect({ value, onChange, ...rest }: Props) {
  const { language } = useWords()
  // Naming some four hundred zones takes a moment: not before somebody wants to choose.
  const [isOpened, setOpened] = useState(false)
  const zones = useMemo(() => (isOpened ? offered(language) : value ? [named(value, language)] : []), [isOpened, language, value])
  return (
    <Select
      {...rest}
      searchable
      allowDeselect={false}
      value={value}
      onChange={(zone) => zone !== null && onChange(zone)}
      onDropdownOpen={() => setOpened(true)}
      data={zones}
      // Found by its name in the language of the page and by its own.
      filter={({ options, search }) => {
        const wanted = search.trim().toLocaleLowerCase().replaceAll(' ', '_')
        return options.filter(
          (option) => 'value' in option && `${option.value} ${option.label}`.toLocaleLowerCase().replaceAll(' ', '_').includes(wanted),
        )
      }}
    />
  )
}

interface Named {
  readonly value: string
  readonly label: string
}

const named = (zone: string, language: Language): Named => ({ value: zone, label: zoneInWords(zone, language) })

/** Every time zone of the browser, by name. */
function offered(language: Language): readonly Named[] {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])
  const { compare } = new Intl.Collator(language)
  return [...zones].map((zone) => named(zone, language)).sort((one, other) => compare(one.label, other.label))
}
