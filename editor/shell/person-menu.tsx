/** The signed-in person: language, theme, settings, the way out. */
import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLanguage, IconLogout, IconMoon, IconSettings, IconSun } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api } from '../api/client.ts'
import { sessionKey } from '../api/query-client.ts'
import { useSession } from '../api/session.ts'
import { useLanguageChoice } from '../settings/language-choice.ts'
import { useWords } from '../words/use-words.ts'

const themes = [
  { value: 'auto', title: 'theme.system', icon: IconDeviceDesktop },
  { value: 'light', title: 'theme.light', icon: IconSun },
  { value: 'dark', title: 'theme.dark', icon: IconMoon },
] as const

export function PersonMenu() {
  const { t, language } = useWords()
  const { user } = useSession()
  const client = useQueryClient()
  const [, go] = useLocation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const chooseLanguage = useLanguageChoice()
  const signOut = useMutation({
    mutationFn: () => api.delete('/api/session'),
    onSettled: () => {
      client.clear()
      client.setQueryData(sessionKey, null)
    },
  })
  const chosen = <IconCheck size={16} aria-hidden />
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={t('person.menu', { name: user.name })} h={36}>
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
        {(['en', 'ru'] as const).map((each) => (
          <Menu.Item
            key={each}
            role="menuitemradio"
            aria-checked={language === each}
            lang={each}
            leftSection={<IconLanguage size={18} stroke={1.75} />}
            rightSection={language === each && chosen}
            onClick={() => chooseLanguage(each)}
          >
            {each === 'en' ? 'English' : 'Русский'}
          </Menu.Item>
        ))}
        <Menu.Label>{t('person.theme')}</Menu.Label>
        {themes.map(({ value, title, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={18} stroke={1.75} />}
            rightSection={colorScheme === value && chosen}
            onClick={() => setColorScheme(value)}
          >
            {t(title)}
          </Menu.Item>
        ))}
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
