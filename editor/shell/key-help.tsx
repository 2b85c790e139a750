import { Group, Kbd, Modal, Stack, Switch, Text, Title } from '@mantine/core'
import { prefer, usePreferences } from '../preferences.ts'
import { keyName } from '../ui/keys.ts'
import { useWords } from '../words/use-words.ts'
import { useOfferedCommands } from './commands.ts'
import { grouped } from './search-box.tsx'

/** Every shortcut that works here, by what it belongs to. Shortcuts of a single letter are switched here, too. */
export default function KeyHelp({ close }: { readonly close: () => void }) {
  const { t } = useWords()
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  const commands = useOfferedCommands().filter(({ keys }) => keys && keys.length > 0)
  return (
    <Modal opened onClose={close} title={t('keys.title')} size="lg" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Switch
        mb="md"
        label={t('keys.letters')}
        description={t('keys.lettersHint')}
        checked={letterKeys}
        onChange={(event) => prefer({ letterKeys: event.currentTarget.checked })}
      />
      <Stack>
        {grouped(commands).map(([group, members]) => (
          <section key={group}>
            <Title order={3} mb={4}>
              {group}
            </Title>
            {members.map(({ id, title, keys = [] }) => (
              <Group key={id} justify="space-between" py={4} wrap="nowrap" style={{ borderTop: '1px solid var(--t-divider)' }}>
                <Text size="sm">{title}</Text>
                <Group gap={6} wrap="nowrap">
                  {keys.map((key) => (
                    <Kbd key={key}>{keyName(key, t('keys.then'))}</Kbd>
                  ))}
                </Group>
              </Group>
            ))}
          </section>
        ))}
      </Stack>
    </Modal>
  )
}
