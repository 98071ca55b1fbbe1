//! Lists read entry by entry: each a value, with what it is called before or behind it.

mod judge;

use judge::judge;

use super::{Item, Listed, Style, distinct, style};
use crate::import::{
    table::words::Base,
    text::{has_chinese, pattern},
};

/// How a value and its label stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// There is no label.
    Bare,
    /// A sign or a word links both: `A: x`, `1 = x`, `A (x)`, `1 means x`.
    Linked,
    /// Only a blank is between them, or nothing: `1 x`.
    Loose,
    /// The label stands before the value: `x (A)`, `x: A`.
    Before,
}

/// A value where it stands in a text.
#[derive(Debug, Clone)]
struct Entry {
    item: Item,
    tie: Tie,
    quoted: bool,
    /// What is said before the first value: "one of", "Instalments:".
    lead: String,
}

/// What parts a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Comma,
    Slash,
    Or,
    Line,
    Stop,
}

/// The longest text that is read entry by entry: it is a cell of a table.
const LONGEST: usize = 4_000;

/// The list in `text` of which the most entries can be read.
pub(super) fn entries(text: &str, name: &str, base: Base) -> Option<Listed> {
    if text.len() > LONGEST {
        return None;
    }
    // "pay type.WALLET: x": a sentence ends there.
    let text = pattern!(r"([a-z]{2})\.([A-Z]{2})").replace_all(text, "$1. $2");
    let parts = parts(&text);
    let mut best: Option<Listed> = None;
    let mut at = 0;
    while at < parts.len() {
        let found = run(&parts, at).and_then(|run| {
            let marks = parts.iter().skip(at + 1).take(run.len() - 1);
            let marks: Vec<Mark> = marks.map(|(mark, _)| *mark).collect();
            judge(&run, &marks, name, base)
        });
        let length = found.as_ref().map_or(1, |found| found.items.len());
        let longer = best.as_ref().is_none_or(|best| best.items.len() < length);
        best = found.filter(|_| longer).or(best);
        at += length;
    }
    best
}

/// The parts between the marks of lists, each with the mark before it. Marks in brackets part nothing.
fn parts(text: &str) -> Vec<(Mark, &str)> {
    let marks = pattern!(
        r"(?i)[()\[\]{}]|[;\n]|[,、]\s*(?:(?:or|and)\s+)?|\s*[/|]\s*|\s+(?:or|and)\s+|\s*(?:或者|或|以及|和)\s*|\.\s+|。|\.$"
    );
    let mut parts = Vec::new();
    let (mut depth, mut from, mut before) = (0_usize, 0, Mark::Stop);
    for found in marks.find_iter(text) {
        let mark = match found.as_str().trim() {
            "(" | "[" | "{" => {
                depth += 1;
                continue;
            }
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ if depth > 0 => continue,
            ";" | "" => Mark::Line,
            "/" | "|" => Mark::Slash,
            "." | "。" => Mark::Stop,
            comma if comma.starts_with([',', '、']) && comma.len() <= "、".len() => Mark::Comma,
            _ => Mark::Or,
        };
        parts.push((before, text.get(from..found.start()).unwrap_or_default()));
        (from, before) = (found.end(), mark);
    }
    parts.push((before, text.get(from..).unwrap_or_default()));
    parts.retain(|(_, part)| !part.trim().is_empty());
    parts
}

/// The entries that follow each other from the part `at` on, if they are two or more of one kind.
fn run(parts: &[(Mark, &str)], at: usize) -> Option<Vec<Entry>> {
    let mut best: Vec<Entry> = Vec::new();
    for first in first(parts.get(at)?.1) {
        let kind = kind(&first);
        let mut run = vec![first];
        for (mark, part) in parts.iter().skip(at + 1) {
            let tied = run.iter().all(|entry| entry.tie == Tie::Linked);
            let mut next = readings(part).into_iter();
            let next = next.find(|next| {
                self::kind(next) == kind
                    && (*mark != Mark::Stop || (tied && next.tie == Tie::Linked))
            });
            match next {
                Some(next) if *mark == Mark::Or && tied && next.tie == Tie::Bare => {
                    // "papers and face" is one label.
                }
                Some(next) => run.push(next),
                None => break,
            }
        }
        // Values in capitals are likelier than words.
        let rank = |run: &[Entry]| {
            let Some(first) = run.first() else {
                return (0, 0, 0);
            };
            let alike = run.iter().filter(|entry| entry.tie == first.tie).count();
            (run.len(), 4 - self::kind(first).1, alike)
        };
        // Of two, the one with the longer lead: a value's label is no list itself.
        if rank(&run) >= rank(&best) {
            best = run;
        }
    }
    let items: Vec<Item> = best.iter().map(|entry| entry.item.clone()).collect();
    (best.len() >= 2 && distinct(&items)).then_some(best)
}

/// What values of one list have in common.
fn kind(entry: &Entry) -> (bool, u8) {
    let value = entry.item.value.as_str();
    let class = match style(value) {
        Style::Upper => 0,
        Style::Dotted => 1,
        Style::Digits => 2,
        Style::Title | Style::Lower | Style::None => 3,
    };
    (entry.quoted, class)
}

/// What may be the first entry of a list: words may stand before it.
fn first(part: &str) -> Vec<Entry> {
    let starts = pattern!(
        r"(?i):\s*|=\s*|\b(?:is|are|be|(?:one|any|either|some|list|set|choice|values?) of|either|values?|supports?|allow(?:s|ed))\s+|(?:只能|取值|支持|可选|枚举)?(?:为|是|值|有|填|传)\s*|支持\s*|可选\s*|可取\s*"
    );
    let ends = starts.find_iter(part).map(|found| found.end());
    let leads: Vec<usize> = std::iter::once(0).chain(ends.take(8)).collect();
    let last = part.trim_end().rfind(' ').map(|at| at + 1);
    let last = last.filter(|at| !leads.contains(at));
    // "State S - done": what a sign follows is a value, whatever stands before it.
    let linked = pattern!(r"\s(['\x22]?(?:[A-Z][A-Z0-9_]*|\d{1,4})['\x22]?\s*(?:\(|[:=–—]|->?\s))")
        .captures(part)
        .and_then(|found| Some(found.get(1)?.start()))
        .filter(|at| !leads.contains(at) && last != Some(*at));
    let mut found = Vec::new();
    for at in leads.into_iter().chain(last).chain(linked) {
        let (lead, rest) = part.split_at(at);
        for mut entry in readings(rest) {
            let bare = matches!(style(&entry.item.value), Style::Lower | Style::Title);
            // A sentence's own last word is no value.
            if last == Some(at) && bare && !entry.quoted {
                continue;
            }
            lead.clone_into(&mut entry.lead);
            found.push(entry);
        }
    }
    found
}

/// How one entry may be read: a value alone, or with its label on either side.
fn readings(part: &str) -> Vec<Entry> {
    let bullet = pattern!(r"^(?:[-•*·●○>]\s+|[•·●○])");
    let part = bullet.replace(part.trim(), "");
    let part = ordinal(&part);
    let mut readings: Vec<Entry> = value_first(part).into_iter().collect();
    let before = pattern!(
        r#"^(\S.*?)\s*(?:\(\s*['"]?([A-Za-z0-9_.]+)['"]?\s*\)|\s?[:=-]\s*['"]?([A-Za-z0-9_.]+)['"]?)$|^(.*[一-鿿])([A-Z][A-Z0-9_]+)$"#
    );
    let value = |found: &regex::Captures<'_>| {
        let value = (2..=3).chain([5]).find_map(|at| found.get(at))?;
        is_value(value.as_str()).then(|| value.as_str().to_owned())
    };
    let locale = pattern!(r"[a-z]{2}[-_][A-Z]{2}$").is_match(part);
    if let Some(found) = before.captures(part).filter(|_| !locale)
        && let Some(value) = value(&found)
    {
        readings.push(Entry {
            item: Item {
                value,
                label: found
                    .get(1)
                    .or_else(|| found.get(4))
                    .map(|label| label.as_str().trim().to_owned()),
            },
            tie: Tie::Before,
            quoted: false,
            lead: String::new(),
        });
    }
    readings
}

/// What follows a number that only counts the values: `1. PAYER`.
fn ordinal(part: &str) -> &str {
    let found = pattern!(r"^\d{1,2}\s*[.)、]\s*((?:[A-Z][A-Z0-9_]+|'|\x22|[a-z]+\.[a-z]).*)$")
        .captures(part);
    found
        .and_then(|found| found.get(1))
        .map_or(part, |rest| rest.as_str())
}

/// An entry that begins with its value.
fn value_first(part: &str) -> Option<Entry> {
    let found = pattern!(
        r#"^(?:'([^'\n]{1,40})'|"([^"\n]{1,40})"|([a-z]{2}[-_][A-Z]{2}|-?[A-Za-z0-9][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*))"#
    )
    .captures(part)?;
    let value = (1..=3).find_map(|at| found.get(at))?.as_str().trim();
    let quoted = found.get(3).is_none();
    let (tie, label) = label(part.get(found.get(0)?.end()..)?)?;
    // "asc升序" is a value and its label, "two words" are words.
    let words = tie == Tie::Loose
        && !has_chinese(&label)
        && !quoted
        && !matches!(style(value), Style::Upper | Style::Digits);
    (!words && (quoted || is_value(value))).then(|| Entry {
        item: Item {
            value: value.to_owned(),
            label: Some(label).filter(|label| !label.is_empty()),
        },
        tie,
        quoted,
        lead: String::new(),
    })
}

/// What stands behind a value, and how it is tied to it.
fn label(rest: &str) -> Option<(Tie, String)> {
    if rest.trim().is_empty() {
        return Some((Tie::Bare, String::new()));
    }
    let linked = pattern!(
        r"^\s*(?:\(([^()]*(?:\([^()]*\))?[^()]*)\)?|(?:[:=]>?|->|-|–|—|means?\b|for\b|stands for\b|is\b|表示|代表|为|是)\s*([^\d\s=+>-].*|\d?[A-Za-z].*))$"
    );
    if let Some(found) = linked.captures(rest) {
        let label = found.get(1).or_else(|| found.get(2))?.as_str();
        return (!label.contains('+')).then(|| (Tie::Linked, label.trim().to_owned()));
    }
    let loose = pattern!(r"^(?:\s*([一-鿿].*)|\s+([A-Za-z].*))$").captures(rest)?;
    let label = loose.get(1).or_else(|| loose.get(2))?.as_str();
    Some((Tie::Loose, label.trim().to_owned()))
}

fn is_value(word: &str) -> bool {
    style(word) != Style::None || pattern!(r"^(?:[A-Z]|[a-z]{2}[-_][A-Z]{2})$").is_match(word)
}
