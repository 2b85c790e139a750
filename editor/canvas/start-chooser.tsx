import { Button, Paper, SimpleGrid, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { Link } from 'wouter'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { useActions } from './actions.ts'
import { StepIcon } from './category-icon.tsx'

const usual = [
  'trigger.form',
  'trigger.webhook',
  'trigger.entity',
  'trigger.date',
  'trigger.schedule',
  'trigger.message',
  'trigger.stage',
  'trigger.manual',
]

/** What an empty page asks first. Choosing puts the trigger on it. */
export function StartChooser() {
  const { t, of } = useWords()
  const { types } = useScene()
  const actions = useActions()
  const known = usual.flatMap((name) => types.get(name) ?? [])
  const offered = known.length > 0 ? known : [...types.values()].filter(({ trigger }) => trigger !== null).slice(0, 8)
  return (
    <div className="start-chooser">
      <Paper shadow="md" radius="lg" p="lg" maw={560} w="100%">
        <Stack gap="sm">
          <Title order={2}>{t('start.question')}</Title>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={8}>
            {offered.map((type) => (
              <UnstyledButton key={type.type} className="start-chooser__choice" onClick={() => actions.addType(type, null)}>
                <StepIcon type={type} size={32} />
                <span>
                  <Text size="sm" fw={500}>
                    {of(type.title)}
                  </Text>
                </span>
              </UnstyledButton>
            ))}
          </SimpleGrid>
          <Button component={Link} href="/flows/new" variant="subtle" size="compact-sm" style={{ alignSelf: 'flex-start' }}>
            {t('start.gallery')}
          </Button>
        </Stack>
      </Paper>
    </div>
  )
}
