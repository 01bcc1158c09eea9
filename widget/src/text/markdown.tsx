/**
 * The light markdown of answers, drawn as elements and never as HTML: `marked` only reads it. What is not
 * light markdown (tags, images, links to anything but a web or mail address) is shown as it was written.
 */

import type { MarkedToken, Token, Tokens } from 'marked'
import type { ComponentChildren, JSX } from 'preact'

const SAFE = /^(https?:|mailto:)/i

let read: ((text: string) => Token[]) | null = null

/** Makes the reader ready: it costs a page more time than the rest of the widget, so only who opens it pays. */
export async function loadMarkdown(): Promise<void> {
  const { lexer } = await import('marked')
  read = (text) => lexer(text)
}

function tokensOf(text: string): Token[] {
  return read ? read(text) : [{ type: 'text', raw: text, text }]
}

export function Markdown({ text }: { text: string }): JSX.Element {
  return <>{drawAll(tokensOf(text))}</>
}

/** The text without its marks, for a screen reader's announcement. */
export function plain(text: string): string {
  return tokensOf(text).map(words).join(' ').replace(/\s+/g, ' ').trim()
}

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

function drawAll(tokens: readonly Token[] | undefined): ComponentChildren {
  return tokens?.map((token) => draw(token as MarkedToken))
}

function draw(token: MarkedToken): ComponentChildren {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'paragraph':
    case 'heading':
      return <p>{drawAll(token.tokens)}</p>
    case 'list':
      return drawList(token)
    case 'strong':
      return <strong>{drawAll(token.tokens)}</strong>
    case 'em':
      return <em>{drawAll(token.tokens)}</em>
    case 'codespan':
      return <code>{token.text}</code>
    case 'br':
      return <br />
    case 'link':
      return isSafeAddress(token.href) ? <Link href={token.href}>{drawAll(token.tokens)}</Link> : token.raw
    case 'text':
      return token.tokens ? drawAll(token.tokens) : token.text
    case 'escape':
      return token.text
    case 'html':
      return token.block ? <p>{token.raw.trim()}</p> : token.raw
    default:
      return token.raw.trim() ? <p>{token.raw.trim()}</p> : null
  }
}

function drawList(token: Tokens.List): JSX.Element {
  const items = token.items.map((item) => <li>{drawAll(item.tokens)}</li>)
  return token.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
}

function words(token: Token): string {
  if (token.type === 'list') return (token as Tokens.List).items.map((item) => `${item.tokens.map(words).join(' ')}.`).join(' ')
  if ('tokens' in token && token.tokens) return token.tokens.map(words).join('')
  return 'text' in token ? String(token.text) : ''
}
