import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSettings, IconSun } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api } from '../api/client.ts'
import { sessionKey } from '../api/query-client.ts'
import { useSession } from '../api/session.ts'
import { endOnScreen } from '../api/this-screen.ts'
import { useLanguageChoice } from '../settings/language-choice.ts'
import { useWords } from '../words/use-words.ts'

const themes = [
  { value: 'auto', title: 'theme.system', icon: IconDeviceDesktop },
  { value: 'light', title: 'theme.light', icon: IconSun },
  { value: 'dark', title: 'theme.dark', icon: IconMoon },
] as const

/** The signed-in person: language, theme, settings, the way out. */
export function PersonMenu() {
  const { t, language } = useWords()
  const { user } = useSession()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const chooseLanguage = useLanguageChoice()
  const signOut = useMutation({
    mutationFn: async () => {
      // Whoever comes next must not see what is told to this person.
      await endOnScreen().catch(() => undefined)
      await api.delete('/api/session')
    },
    onSettled: () => {
      client.clear()
      client.setQueryData(sessionKey, null)
    },
  })
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton
          aria-label={t('person.menu', { name: user.name })}
          h={36}
          miw="var(--press)"
          style={{ display: 'grid', placeItems: 'center' }}
        >
          <Avatar size={32} radius="xl" name={user.name} color="brand" variant="filled" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text px="sm" pt={6} fw={600} truncate>
          {user.name}
        </Text>
        <Text px="sm" pb={6} size="xs" c="dimmed" truncate>
          {user.email}
        </Text>
        <Menu.Divider />
        <Menu.Label>{t('person.language')}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(value) => chooseLanguage(value === 'ru' ? 'ru' : 'en')}>
          <Menu.RadioItem value="en" lang="en">
            English
          </Menu.RadioItem>
          <Menu.RadioItem value="ru" lang="ru">
            Русский
          </Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Label>{t('person.theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'dark' ? 'dark' : value === 'light' ? 'light' : 'auto')}
        >
          {themes.map(({ value, title, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={18} stroke={1.75} />}>
              {t(title)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={18} stroke={1.75} />} onClick={() => go('/settings')}>
          {t('nav.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.75} />} onClick={() => signOut.mutate()}>
          {t('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
