/**
 * The light markdown of answers (paragraphs, lists, bold, emphasis, code, links), drawn as elements and never as
 * HTML. Whatever else is written, tags and links to anything but a web or mail address too, is shown as it is.
 */

import type { ComponentChildren, JSX } from 'preact'

export interface List {
  kind: 'list'
  isOrdered: boolean
  items: string[]
}

export type Block = { kind: 'text'; text: string } | List

const ITEM = /^ {0,3}(?:[-*+•]|(\d{1,3})[.)])\s+(.*)$/
const SAFE = /^(https?:|mailto:)/i
const INLINE =
  /\\([\\`*_[\]()])|`([^`\n]+)`|\*\*((?:[^*]|\*(?!\*)){1,2000}?)\*\*|(?<![\w*])[*_]([^*_\s](?:[^*_\n]{0,500}[^*_\s])?)[*_](?![\w*])|(?<!!)\[([^\][\n]{1,500})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>()*`]{0,2000}[^\s<>()*`.,;:!?'"])/g

/** The paragraphs and lists of a text. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let isNew = true
  for (const line of text.split('\n')) {
    const last = blocks.at(-1)
    const item = ITEM.exec(line)
    if (!line.trim()) {
      isNew = true
    } else if (item) {
      const isOrdered = item[1] !== undefined
      if (last?.kind === 'list' && last.isOrdered === isOrdered) last.items.push(item[2] ?? '')
      else blocks.push({ kind: 'list', isOrdered, items: [item[2] ?? ''] })
      isNew = false
    } else if (last?.kind === 'list' && (!isNew || /^\s{2,}/.test(line))) {
      last.items[last.items.length - 1] += `\n${line.trim()}`
    } else if (last?.kind === 'text' && !isNew) {
      last.text += `\n${line.trim()}`
    } else {
      blocks.push({ kind: 'text', text: line.trim().replace(/^#{1,6} /, '') })
      isNew = false
    }
  }
  return blocks
}

export function Markdown({ text }: { text: string }): JSX.Element {
  return <>{blocksOf(text).map(drawBlock)}</>
}

export function drawBlock(block: Block): JSX.Element {
  if (block.kind === 'text') return <p>{inline(block.text)}</p>
  const items = block.items.map((item) => <li>{inline(item)}</li>)
  return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>
}

/** One line of text with its marks drawn. */
export function inline(text: string): ComponentChildren[] {
  const drawn: ComponentChildren[] = []
  let end = 0
  for (const match of text.matchAll(INLINE)) {
    drawn.push(text.slice(end, match.index), drawMark(match))
    end = match.index + match[0].length
  }
  drawn.push(text.slice(end))
  return drawn
}

function drawMark([raw, escaped, code, bold, emphasis, label, address, bare]: RegExpMatchArray): ComponentChildren {
  if (escaped) return escaped
  if (code) return <code>{code}</code>
  if (bold) return <strong>{inline(bold)}</strong>
  if (emphasis) return <em>{inline(emphasis)}</em>
  if (bare) return <Link href={bare}>{bare}</Link>
  return label && address && isSafeAddress(address) ? <Link href={address}>{label}</Link> : raw
}

/** The text without its marks, for a screen reader's announcement. */
export function plain(text: string): string {
  return blocksOf(text)
    .map((block) => (block.kind === 'text' ? bare(block.text) : block.items.map((item) => ended(bare(item))).join(' ')))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function bare(text: string): string {
  return text.replace(INLINE, (raw: string, ...parts: unknown[]) => {
    const [escaped, code, bold, emphasis, label, , address] = parts as (string | undefined)[]
    return escaped ?? code ?? (bold && bare(bold)) ?? emphasis ?? label ?? address ?? raw
  })
}

const ended = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`)

export function isSafeAddress(address: string): boolean {
  return SAFE.test(address.trim())
}

export function Link({ href, children }: { href: string; children: ComponentChildren }): JSX.Element {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}
