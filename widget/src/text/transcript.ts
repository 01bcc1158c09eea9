/** A conversation as a text to keep. */

import type { Item } from '../conversation/items'
import type { Strings } from '../words/words'

export function asText(items: readonly Item[], strings: Strings): string {
  const parts = items.map((item) => {
    const at = new Date(item.at * 1000).toLocaleString()
    if (item.from === 'divider') return `———  ${strings.divider}, ${at}  ———`
    return `${item.from === 'person' ? strings.person : strings.bot}, ${at}\n${item.text}`
  })
  return `${strings.title}\n\n${parts.join('\n\n')}\n`
}

/** Lets the browser save a text as a file. */
export function download(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
