//! What a page is called: its first heading, or the line among the opening ones that reads like one.

use super::sections;
use crate::import::{
    page::{Line, Piece},
    table::{self, Block},
    text::pattern,
};

/// Longest line that could be a title, in characters.
const LONGEST: usize = 80;

/// What a page is called.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// The title, and where it stands.
    pub(super) line: Option<Line>,
    /// Whether other lines could as well be it.
    pub(super) unsure: bool,
}

impl Title {
    fn sure(line: &Line) -> Self {
        Self {
            line: Some(Line::new(line.text.trim(), line.line)),
            unsure: false,
        }
    }
}

/// The first heading; where nothing is marked as one, the opening line that reads like one.
pub(super) fn title(pieces: &[Piece], blocks: &[Block]) -> Title {
    let marked = pieces.iter().find_map(|piece| match piece {
        Piece::Heading(line) if !line.text.is_empty() => Some(line),
        _ => None,
    });
    if let Some(line) = marked.filter(|line| !is_section(&line.text)) {
        return Title::sure(line);
    }
    let opening = opening(pieces, blocks);
    match (of_opening(&opening), blocks.first()) {
        (Some(found), _) => found,
        // A page that begins with its sections does not say what it is called.
        (None, _) if marked.is_some() => Title::default(),
        (None, Some(Block::Prose(line) | Block::Heading(line))) => Title::sure(line),
        (None, _) => Title::default(),
    }
}

/// The paragraphs before the first section, table, example or address: what surrounds a page, and its title.
fn opening<'a>(pieces: &'a [Piece], blocks: &[Block]) -> Vec<Vec<&'a Line>> {
    let end = blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table.header.line),
        Block::Code(line) => Some(line.line),
        Block::Heading(line) | Block::Prose(line) => is_section(&line.text).then_some(line.line),
    });
    let mut paragraphs = vec![Vec::new()];
    for piece in pieces {
        match piece {
            Piece::Text(line) if end.is_none_or(|end| line.line < end) => {
                if let Some(last) = paragraphs.last_mut() {
                    last.push(line);
                }
            }
            Piece::Blank => paragraphs.push(Vec::new()),
            _ => break,
        }
    }
    paragraphs.retain(|lines| !lines.is_empty());
    paragraphs
}

/// The title among opening lines: a numbered line, the line below a trail of links, or the first short one.
fn of_opening(paragraphs: &[Vec<&Line>]) -> Option<Title> {
    let lines = || paragraphs.iter().flatten().copied();
    if let Some(numbered) = lines().find(|line| is_short(&line.text) && is_numbered(&line.text)) {
        return Some(Title::sure(numbered));
    }
    let below = lines().skip_while(|line| !is_trail(&line.text));
    let below = below.skip(1).find(|line| could_be(&line.text));
    if let Some(below) = below {
        return Some(Title::sure(below));
    }
    // What stands by itself is more of a title than what stands in a list of links.
    let alone = paragraphs.iter().find_map(|lines| match lines.as_slice() {
        [line] if could_be(&line.text) => Some(*line),
        _ => None,
    });
    let first = lines().find(|line| could_be(&line.text))?;
    let is_link = |line: &&Line| could_be(&line.text) || is_frame(&line.text);
    let menu = paragraphs
        .first()
        .is_some_and(|lines| lines.len() > 2 && lines.iter().all(is_link));
    let line = alone.filter(|_| menu).unwrap_or(first);
    let mut others = lines().take_while(|line| is_short(&line.text));
    let unsure = others.any(|other| other.line != line.line && could_be(&other.text));
    Some(Title {
        unsure,
        ..Title::sure(line)
    })
}

/// Whether a line begins a part of the page.
fn is_section(text: &str) -> bool {
    let section = sections::read(text.trim_start_matches(['-', '•', '·', '*', ' ']));
    // "Address of a settlement file" is what a page is about.
    let short = text.split_whitespace().count() <= 3;
    table::is_known_heading(text)
        || (short && (section.url || section.method))
        || text.contains("{domain}")
}

/// `3.4 Transfer`.
fn is_numbered(text: &str) -> bool {
    pattern!(r"^\s*\d{1,2}(?:\.\d{1,2})+\.?\s*[^\s\d.]").is_match(text)
}

/// `Home / Wallet / Transfer`: the way to a page.
fn is_trail(text: &str) -> bool {
    is_short(text) && pattern!(r"\S\s+(?:/|>|›|»|→)\s+\S").is_match(text)
}

/// What stands around each page of a site.
fn is_frame(text: &str) -> bool {
    pattern!(
        r"(?i)^\s*(?:on this page|(?:table of )?contents|skip to .*|search.*|menu|home|edit this page|copy page|print|share|(?:last )?(?:updated|edited|modified)\b.*|updated at.*|version\s*:?\s*v?[\d.]+|v\d[\d.]*|目录|本页(?:目录|内容)|首页|搜索|编辑(?:此|本)页|(?:最后|最近)?(?:更新|修改|编辑)(?:于|时间|日期)?\s*[:：]?.*\d.*|版本\s*[:：]?\s*v?[\d.]+)\s*$"
    )
    .is_match(text)
}

fn is_short(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= LONGEST
        && !text.ends_with(['.', '。', '!', '！', ';', '；', ',', '，', ':', '：'])
}

fn could_be(text: &str) -> bool {
    is_short(text) && !is_trail(text) && !is_frame(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::import;

    /// How a page begins, and its title.
    const OPENINGS: &[(&str, Option<&str>)] = &[
        ("Pay a bill\n\nIt pays a bill.", Some("Pay a bill")),
        ("# Pay a bill\n\n## URL", Some("Pay a bill")),
        ("# URL", None),
        ("It pays a bill.\n\n# URL", None),
        // What stands around the page.
        (
            "The Docs\nHome / Bills / Pay\nOn this page\n\n3.4 Pay a bill\n\nIt pays.",
            Some("3.4 Pay a bill"),
        ),
        (
            "The Docs\nHome > Bills > Pay\nOn this page\n\nPay a bill\n\nIt pays.",
            Some("Pay a bill"),
        ),
        (
            "Bills\n  List\n  Pay\n\n5.4 Pay a bill\n\nIt pays.\n\n# URL",
            Some("5.4 Pay a bill"),
        ),
        (
            "账单\n  机构\n  缴费\n\n缴费下单\n\n缴费。\n\n# 请求地址",
            Some("缴费下单"),
        ),
        (
            "Pay a bill\nUpdated 2024-05-01\n\nIt pays.",
            Some("Pay a bill"),
        ),
        (
            "Skip to main content\nDocs\nBills\n\nPay a bill\n\nIt pays.",
            Some("Pay a bill"),
        ),
        (
            "# 2.1 Address of a file\n\n## URL",
            Some("2.1 Address of a file"),
        ),
        // A number at the head of a section is no title's.
        ("Pay a bill\n\n1. URL", Some("Pay a bill")),
    ];

    #[test]
    fn the_title_is_told_from_what_stands_around_it() {
        for (opening, title) in OPENINGS {
            let page = format!(
                "{opening}\n\n{{domain}}/a/b\n\nPOST\n\nName Required Type Description\nid Yes string The id\n"
            );
            let pieces = import::page::read("page.txt", page.as_bytes()).unwrap();
            let facts = import::extract("page.txt", &pieces);
            let found = facts.title.map(|title| title.text);
            assert_eq!(found.as_deref(), *title, "{opening}");
        }
    }
}
