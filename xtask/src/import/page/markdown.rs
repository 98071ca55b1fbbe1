//! Markdown, and plain text as the browser copies it, which is Markdown without tables.
//!
//! The Markdown parser finds headings, fences and blocks of HTML. All else is read line by line as it stands: in a
//! paragraph the parser would take the backslashes out of an example that nobody fenced.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::{Line, Piece, html, lines};

/// What one line is part of.
#[derive(Clone)]
enum Part {
    /// To be read as it stands.
    Raw,
    /// Of something that was read already.
    Taken,
    /// The first line of something that was read.
    Read(Vec<Piece>),
}

/// Reads Markdown or text.
pub fn read(text: &str) -> Vec<Piece> {
    let bare = without_matter(text);
    let text = bare.as_deref().unwrap_or(text);
    let starts = line_starts(text);
    let line_at = |offset: usize| {
        starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    };
    let mut parts = vec![Part::Raw; starts.len()];
    let mut take = |range: std::ops::Range<usize>, pieces: Vec<Piece>| {
        let first = line_at(range.start);
        let last = line_at(range.end.saturating_sub(1).max(range.start));
        for part in parts.iter_mut().take(last + 1).skip(first) {
            *part = Part::Taken;
        }
        if let Some(part) = parts.get_mut(first) {
            *part = Part::Read(pieces);
        }
    };
    let mut events = Parser::new(text).into_offset_iter();
    let (mut read_until, mut tables_end) = (0, true);
    while let Some((event, mut range)) = events.next() {
        if range.start < read_until {
            continue;
        }
        let line = line_at(range.start) + 1;
        match event {
            Event::Start(Tag::Heading { .. }) => {
                let inner = until(&mut events, |end| matches!(end, TagEnd::Heading(_)));
                let source = text.get(range.clone()).unwrap_or_default();
                // A line of dashes below a paragraph makes a heading of all of it, which is not meant in these pages.
                if source.starts_with('#')
                    || (!inner.contains('\n') && !inner.starts_with('{') && inner.len() < 80)
                {
                    take(
                        range,
                        vec![Piece::Heading(Line::new(lines::heading(&inner), line))],
                    );
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let inner = until(&mut events, |end| *end == TagEnd::CodeBlock);
                take(range, lines::code(&inner, line + 1));
            }
            Event::Start(Tag::HtmlBlock) => {
                // An empty line ends a block of HTML, but no table.
                if tables_end {
                    let end = table_end(text, &range);
                    tables_end = end.is_some();
                    range.end = end.unwrap_or(range.end);
                    read_until = range.end;
                }
                let source = text.get(range.clone()).unwrap_or_default();
                if source.contains("<table") || source.contains("<TABLE") || source.contains("<pre")
                {
                    take(range, shifted(html::read(source), line - 1));
                }
            }
            _ => {}
        }
    }
    assemble(text, parts)
}

/// The text with empty lines for what stands before it between lines of dashes; its title becomes a heading where the
/// text has none. `None` where there is nothing of the kind.
fn without_matter(text: &str) -> Option<String> {
    let matter = text.strip_prefix("---\n")?;
    let end = matter.find("\n---\n").filter(|end| *end < 4_000)?;
    let (matter, rest) = matter.split_at(end);
    if !matter
        .lines()
        .all(|line| line.contains(':') || line.starts_with([' ', '-', '#']))
    {
        return None;
    }
    let headed = rest.contains("\n# ") || rest.contains("<h1");
    let line = |line: &str| {
        let title = line.strip_prefix("title:").filter(|_| !headed);
        title.map_or_else(String::new, |title| {
            format!("# {}", title.trim().trim_matches(['"', '\'']))
        })
    };
    let lines: Vec<String> = matter.lines().map(line).collect();
    let rest = rest.strip_prefix("\n---").unwrap_or(rest);
    Some(format!("\n{}\n{rest}", lines.join("\n")))
}

/// Where a part of the text ends that takes no table apart; `None` where one has no end.
fn table_end(text: &str, part: &std::ops::Range<usize>) -> Option<usize> {
    let count = |tag: &str| {
        let part = text.get(part.clone()).unwrap_or_default();
        part.matches(tag).count()
    };
    let open = count("<table").saturating_sub(count("</table>"));
    let Some(inner) = open.checked_sub(1) else {
        return Some(part.end);
    };
    let mut ends = text.get(part.end..)?.match_indices("</table>");
    ends.nth(inner).map(|(at, tag)| part.end + at + tag.len())
}

/// The text up to the end of an element.
fn until<'a>(
    events: &mut impl Iterator<Item = (Event<'a>, std::ops::Range<usize>)>,
    is_end: impl Fn(&TagEnd) -> bool,
) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::End(end) if is_end(&end) => break,
            event => push(&mut text, &event),
        }
    }
    text
}

fn push(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(part) | Event::Code(part) => text.push_str(part),
        Event::SoftBreak | Event::HardBreak => text.push('\n'),
        Event::InlineHtml(tag) | Event::Html(tag) => match inline_tag(tag) {
            InlineTag::Break => text.push('\n'),
            InlineTag::Markup => {}
            InlineTag::Text => text.push_str(tag),
        },
        _ => {}
    }
}

/// What a tag in the middle of text is.
enum InlineTag {
    /// A line break.
    Break,
    /// Markup, which says nothing.
    Markup,
    /// No tag of HTML: text such as `<Info>` in `List<Info>`.
    Text,
}

/// Tags that only mark up text.
const MARKUP: [&str; 24] = [
    "a", "b", "i", "u", "s", "p", "em", "del", "div", "img", "kbd", "sub", "sup", "svg", "code",
    "font", "mark", "path", "span", "input", "small", "strong", "li", "ul",
];

/// What the tag `tag` is, angle brackets and all.
fn inline_tag(tag: &str) -> InlineTag {
    let name: String = tag
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    match name.as_str() {
        "br" | "BR" => InlineTag::Break,
        name if MARKUP.contains(&name) => InlineTag::Markup,
        _ if tag.starts_with("<!--") => InlineTag::Markup,
        _ => InlineTag::Text,
    }
}

/// A cell or a line without the marks of Markdown. `List<Info>` is no tag, and stays.
pub fn inline(text: &str) -> String {
    if !text.contains(['*', '_', '`', '[', '\\', '<', '&', '~']) {
        return text.trim().to_owned();
    }
    // A leading character keeps a dash or a number from beginning a list.
    let guarded = format!("\u{2060}{}", text.trim());
    let mut plain = String::new();
    for event in Parser::new(&guarded) {
        push(&mut plain, &event);
    }
    plain.replace('\u{2060}', "").trim().to_owned()
}

fn assemble(text: &str, parts: Vec<Part>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut raw: Vec<Line> = Vec::new();
    for (index, (line, part)) in text.split('\n').zip(parts).enumerate() {
        match part {
            Part::Raw => raw.push(Line::new(line, index + 1)),
            Part::Taken => {}
            Part::Read(read) => {
                pieces.extend(lines::read(&std::mem::take(&mut raw)));
                pieces.extend(read);
            }
        }
    }
    pieces.extend(lines::read(&raw));
    pieces
}

fn shifted(mut pieces: Vec<Piece>, by: usize) -> Vec<Piece> {
    for piece in &mut pieces {
        match piece {
            Piece::Heading(line) | Piece::Text(line) | Piece::Code(line) => line.line += by,
            Piece::Row { line, .. } => *line += by,
            Piece::Blank => {}
        }
    }
    pieces
}

/// Where each line begins.
pub fn line_starts(text: &str) -> Vec<usize> {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::without_matter;

    #[test]
    fn what_stands_before_a_page_is_none_of_it() {
        for (text, bare) in [
            ("---\ntitle: A\n---\n# B\n", Some("\n\n\n# B\n")),
            ("---\ntitle: \"A\"\nid: 1\n---\nb\n", Some("\n# A\n\n\nb\n")),
            ("---\nSome text.\n---\nb\n", None),
            ("# A\n---\n", None),
        ] {
            let found = without_matter(text);
            assert_eq!(found.as_deref(), bare, "{text}");
            let lines = found.map(|found| found.lines().count());
            assert!(
                lines.is_none_or(|lines| lines == text.lines().count()),
                "{text}"
            );
        }
    }
}
