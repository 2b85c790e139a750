import { Box, Group, Paper, SegmentedControl, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { prefer } from '../preferences.ts'
import { useWords } from '../words/use-words.ts'

interface Props {
  readonly title: string
  readonly about: string
  readonly width: number
  readonly children: ReactNode
}

/** A card in the middle of an empty page, with the choice of language above it. `width` in pixels. */
export function EntryFrame({ title, about, width, children }: Props) {
  const { t, language } = useWords()
  return (
    <Box component="main" mih="100dvh" bg="var(--t-canvas)" px="md" py={{ base: 'md', sm: 64 }}>
      <Box maw={width} mx="auto">
        <Group justify="space-between" mb="md">
          <Group gap={10}>
            <img src="/icon.svg" alt="" width={28} height={28} />
            <Text fw={600} size="lg">
              Tandem
            </Text>
          </Group>
          <SegmentedControl
            size="xs"
            aria-label={t('person.language')}
            value={language}
            onChange={(value) => prefer({ language: value === 'ru' ? 'ru' : 'en' })}
            data={[
              { value: 'en', label: 'English' },
              { value: 'ru', label: 'Русский' },
            ]}
          />
        </Group>
        <Paper p={{ base: 'md', sm: 'xl' }} withBorder style={{ borderColor: 'var(--t-divider)' }}>
          <Title order={1}>{title}</Title>
          <Text c="dimmed" mb="md">
            {about}
          </Text>
          {children}
        </Paper>
      </Box>
    </Box>
  )
}
