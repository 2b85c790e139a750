import { Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconPhoto, IconPhotoUp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { PictureData } from '../../shared/api/mail.ts'
import { letterWidth, type Picture } from '../../shared/letter.ts'
import type { Template } from '../../shared/template.ts'
import { api } from '../api/client.ts'
import { TemplateInput } from '../params/template-input.tsx'
import { DecimalInput } from '../ui/decimal-input.tsx'
import { useProblemText } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'

interface Props {
  readonly node: string
  readonly block: Picture<Template>
  readonly set: (block: Picture<Template>) => void
}

/** A picture is sent up the moment it is chosen; its words are asked for beside it. */
export function PictureFields({ node, block, set }: Props) {
  const { t } = useWords()
  const { readOnly } = useScene()
  const problemText = useProblemText()
  const upload = useMutation({
    mutationFn: (file: File) => api.upload<PictureData>('/api/pictures', file),
    onSuccess: ({ src, width, bytes }) => set({ ...block, src, bytes, width: Math.min(width, letterWidth) }),
  })
  return (
    <Stack gap={6}>
      <Group gap="sm" wrap="nowrap">
        {block.src === '' ? (
          <span className="letter-picture" aria-hidden>
            <IconPhoto size={24} />
          </span>
        ) : (
          <img className="letter-picture" src={block.src} alt="" />
        )}
        <FileButton accept="image/png,image/jpeg,image/gif" onChange={(file) => file && upload.mutate(file)} disabled={readOnly}>
          {(props) => (
            <Button {...props} size="compact-sm" variant="default" loading={upload.isPending} leftSection={<IconPhotoUp size={16} />}>
              {t(block.src === '' ? 'letter.choosePicture' : 'letter.otherPicture')}
            </Button>
          )}
        </FileButton>
      </Group>
      {upload.isError && (
        <Text size="xs" c="var(--t-error)" role="alert">
          {problemText(upload.error)}
        </Text>
      )}
      <TemplateInput
        label={t('letter.alt')}
        placeholder={t('letter.alt')}
        node={node}
        value={block.alt}
        set={(alt) => set({ ...block, alt })}
      />
      <TemplateInput
        label={t('letter.pictureUrl')}
        placeholder={t('letter.pictureUrl')}
        node={node}
        value={block.url ?? []}
        set={(url) => set(url.length === 0 ? withoutUrl(block) : { ...block, url })}
      />
      <Group gap="xs" wrap="nowrap">
        <DecimalInput
          size="xs"
          w={110}
          aria-label={t('letter.width')}
          min={40}
          max={letterWidth}
          step={20}
          allowDecimal={false}
          value={block.width}
          disabled={readOnly}
          onChange={(width) => width !== null && set({ ...block, width })}
        />
        <Text size="xs" c="dimmed">
          {t('letter.width')}
        </Text>
      </Group>
    </Stack>
  )
}

const withoutUrl = ({ url: _, ...rest }: Picture<Template>): Picture<Template> => rest
