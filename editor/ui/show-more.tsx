import { Button, type ButtonProps } from '@mantine/core'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { useWords } from '../words/use-words.ts'

interface Props extends ButtonProps {
  readonly of: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
}

/** Loads the next page of a list; nothing when there is none. */
export function ShowMore({ of, variant = 'default', ...button }: Props) {
  const { t } = useWords()
  if (!of.hasNextPage) return null
  return (
    <Button variant={variant} loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()} {...button}>
      {t('common.showMore')}
    </Button>
  )
}
