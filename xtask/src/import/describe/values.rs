//! The values that a description lists, in the many notations that pages have, and what only looks like a list of them.

use crate::import::{
    table::words::Base,
    text::{has_chinese, is_chinese, pattern},
};

/// One value of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// As it travels.
    pub value: String,
    /// What people call it.
    pub label: Option<String>,
}

/// A list of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The values.
    pub items: Vec<Item>,
    /// What makes the reading unsure.
    pub doubt: Option<&'static str>,
    /// Whether values stood together without anything between them.
    pub glued: bool,
}

impl Listed {
    fn sure(items: Vec<Item>) -> Self {
        Self {
            items,
            doubt: None,
            glued: false,
        }
    }

    fn unsure(items: Vec<Item>, doubt: &'static str) -> Self {
        Self {
            items,
            doubt: Some(doubt),
            glued: false,
        }
    }
}

/// The values that `text` lists of a field called `name`; the text is plain, and without conditions about other fields.
pub fn listed(text: &str, name: &str, base: Base, known: &[String]) -> Option<Listed> {
    let text = without_examples(text);
    let numeric = matches!(base, Base::Int32 | Base::Int64);
    let texts = matches!(base, Base::Text | Base::List | Base::Unknown);
    if !(numeric || texts) {
        return None;
    }
    if texts {
        let in_brackets = groups(&text)
            .into_iter()
            .find_map(|group| bracketed(&group, name));
        if let Some(found) = in_brackets
            .or_else(|| quoted(&text))
            .or_else(|| numbered(&text, name, base))
        {
            return Some(found);
        }
        return introduced(&text, name)
            .or_else(|| run(&text))
            .or_else(|| fixed(&text))
            .or_else(|| glued(&text, known));
    }
    numbered(&text, name, base)
        .or_else(|| digits(&text))
        .or_else(|| fixed(&text).filter(|found| all_digits(&found.items)))
}

/// The text without parts that begin with "e.g.": what stands there is a sample.
fn without_examples(text: &str) -> String {
    let open = pattern!(
        r"(?i)[(\[]\s*(?:e\.?\s?g\.?|i\.e\.?|for example|example|such as|like|sample|format|unit|default|unique|refer|see|max|min|optional|required|require|mandatory|total|如果|如|例如|例|比如|譬如|示例|单位|格式|默认|参考|见|不传)\b?[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]?"
    );
    let inner = open.replace_all(text, " ");
    let rest = pattern!(r"(?i)(?:\be\.g\.|\bfor example\b|\bfor instance\b|\bsuch as\b|例如|比如|譬如|示例)[^;。\n]*").replace_all(&inner, " ");
    let default = pattern!(r#"(?i)[,;]?\s*(?:if not (?:filled|passed|uploaded|provided)\s*,?\s*)?(?:the )?defaults?(?: value)?\s*(?:is|to|:|-|=)?\s*(?:'[^']*'|"[^"]*"|[A-Z0-9_]+)"#)
        .replace_all(&rest, " ");
    default.into_owned()
}

/// What stands in brackets, to the end where they are not closed.
fn groups(text: &str) -> Vec<String> {
    let mut groups = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => open.push(at + 1),
            ')' | ']' => {
                if let Some(from) = open.pop()
                    && open.is_empty()
                {
                    groups.push(text.get(from..at).unwrap_or_default().to_owned());
                }
            }
            _ => {}
        }
    }
    if let Some(from) = open.first() {
        groups.push(
            text.get(*from..)
                .unwrap_or_default()
                .trim_end_matches(')')
                .to_owned(),
        );
    }
    groups
}

/// `A, B`, `A(label), B(label)`, `A:label, B:label`, as they stand in brackets.
fn bracketed(group: &str, name: &str) -> Option<Listed> {
    let parts = split(group);
    if parts.iter().any(|part| is_and_so_on(part)) {
        return None;
    }
    let items: Option<Vec<Item>> = parts.iter().map(|part| item(part)).collect();
    let items = items.filter(|items| distinct(items))?;
    let style = |item: &Item| style(&item.value);
    match items.as_slice() {
        [] => None,
        [single] => {
            let event = style(single) == Style::Dotted
                || (style(single) == Style::Upper && single.value.contains('_'));
            let doubt = "only one value is listed";
            (event && about_values(name)).then(|| Listed::unsure(items, doubt))
        }
        _ if items
            .iter()
            .all(|item| matches!(style(item), Style::Upper | Style::Dotted | Style::Title)) =>
        {
            Some(Listed::sure(items))
        }
        _ if items
            .iter()
            .all(|item| style(item) == Style::Upper || style(item) == Style::Digits)
            && items.iter().any(|item| style(item) == Style::Upper) =>
        {
            Some(Listed::unsure(items, "numbers stand among the values"))
        }
        _ if items.iter().all(|item| style(item) == Style::Lower) && about_values(name) => {
            Some(Listed::unsure(items, "the values are words in lower case"))
        }
        _ if items
            .iter()
            .all(|item| style(item) == Style::Digits && item.label.is_some()) =>
        {
            Some(Listed::sure(items))
        }
        _ if items
            .iter()
            .all(|item| matches!(style(item), Style::Title | Style::Lower))
            && about_values(name) =>
        {
            Some(Listed::unsure(items, "the values are plain words"))
        }
        _ => None,
    }
}

/// The parts of a list, split at commas and the like outside brackets.
fn split(group: &str) -> Vec<String> {
    let group = pattern!(r"(?i)\s+(?:or|and)\s+|\s*(?:或者|或|以及|和)\s*").replace_all(group, ",");
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in group.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(c, ',' | '、' | '/' | '|' | ';' | '\n') {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let parts = parts
        .iter()
        .map(|part| part.trim().trim_end_matches('.').trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// `A`, `A(label)`, `A:label`, `A-label`, `A=label`, `A 中文`, `'A'`.
fn item(part: &str) -> Option<Item> {
    let part = part.trim_matches(['\'', '"', ' ']);
    if style(part) != Style::None {
        return Some(Item {
            value: part.to_owned(),
            label: None,
        });
    }
    let found = pattern!(r#"^['"]?([A-Za-z0-9_.]+)['"]?\s*(?:\(([^()]*(?:\([^()]*\))?[^()]*)\)?|[:=]\s*(.+)|\s[-–]\s(.+)|[-–](.+))$"#).captures(part);
    if let Some(found) = found {
        let value = found.get(1)?.as_str();
        let label = (2..=5)
            .find_map(|group| found.get(group))
            .map_or("", |label| label.as_str());
        let plain = !label.contains('+')
            && style(value) != Style::None
            && !label.starts_with(|c: char| c.is_ascii_digit());
        return plain.then(|| Item {
            value: value.to_owned(),
            label: Some(label.trim().to_owned()),
        });
    }
    let found = pattern!(r"^([A-Za-z0-9_.]+)\s*(\S.*)$").captures(part)?;
    let (value, label) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let chinese = label.chars().next().is_some_and(is_chinese);
    (chinese && style(value) != Style::None).then(|| Item {
        value: value.to_owned(),
        label: Some(label.to_owned()),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `CASH_OUT`.
    Upper,
    /// `order.payment.success`.
    Dotted,
    /// `Pending`, `TopUp`.
    Title,
    /// `pending`.
    Lower,
    /// `1`.
    Digits,
    /// None of these.
    None,
}

fn style(word: &str) -> Style {
    if pattern!(r"^[A-Z][A-Z0-9_]*$").is_match(word) {
        Style::Upper
    } else if pattern!(r"^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+$").is_match(word) {
        Style::Dotted
    } else if pattern!(r"^[A-Z][A-Za-z0-9_]+$").is_match(word) {
        Style::Title
    } else if pattern!(r"^[a-z][a-z0-9_]+$").is_match(word) {
        Style::Lower
    } else if pattern!(r"^-?\d{1,5}$").is_match(word) {
        Style::Digits
    } else {
        Style::None
    }
}

fn is_and_so_on(part: &str) -> bool {
    let part = part.to_lowercase();
    part.starts_with("etc")
        || part.contains("...")
        || part.contains('…')
        || part.ends_with('等')
        || part.ends_with(" etc")
}

fn distinct(items: &[Item]) -> bool {
    let mut values: Vec<&str> = items.iter().map(|item| item.value.as_str()).collect();
    values.sort_unstable();
    values.windows(2).all(|pair| pair.first() != pair.last())
}

/// Whether a field of this name is likely to have one of a few values.
fn about_values(name: &str) -> bool {
    let name = name.to_lowercase();
    let ends = [
        "status",
        "type",
        "state",
        "mode",
        "kind",
        "flag",
        "method",
        "event",
        "eventname",
        "gender",
        "sex",
        "level",
        "action",
        "category",
        "channel",
        "source",
        "way",
        "result",
        "currency",
        "scene",
        "direction",
        "role",
        "sort",
        "order",
        "reason",
    ];
    ends.iter().any(|end| name.ends_with(end))
}

/// `'A','B'`.
fn quoted(text: &str) -> Option<Listed> {
    let one = r#"(?:'[^'\n]{1,40}'|"[^"\n]{1,40}")"#;
    debug_assert!(!one.is_empty());
    let run = pattern!(
        r#"(?:'[^'\n]{1,40}'|"[^"\n]{1,40}")(?:\s*(?:,|、|/|;|\||\bor\b|\band\b|或|和)\s*(?:'[^'\n]{1,40}'|"[^"\n]{1,40}"))+"#
    );
    let found = run.find(text)?;
    let each = pattern!(r#"'([^'\n]{1,40})'|"([^"\n]{1,40})""#);
    let items: Vec<Item> = each
        .captures_iter(found.as_str())
        .filter_map(|one| one.get(1).or_else(|| one.get(2)))
        .map(|value| Item {
            value: value.as_str().trim().to_owned(),
            label: None,
        })
        .collect();
    distinct(&items).then(|| Listed::sure(items))
}

/// `1、x 2、y`, `1.x 2.y`, `1:x, 2:y`, `1=x`, `0-x`, and the other way round: `Male: 1; Female: 0`.
fn numbered(text: &str, name: &str, base: Base) -> Option<Listed> {
    let numeric = matches!(base, Base::Int32 | Base::Int64);
    let mark = pattern!(
        r"(?:^|[\s,;:(\[。、)>\n]|[^\x00-\x7f])(-?\d{1,4})\s*(?:、|\.|:|=|->|\s-\s|-|–)\s*([^\d\s.,;:=+\-/]|\d?[A-Za-z])"
    );
    let marks: Vec<(usize, usize, &str)> = mark
        .captures_iter(text)
        .filter_map(|found| {
            Some((
                found.get(1)?.start(),
                found.get(2)?.start(),
                found.get(1)?.as_str(),
            ))
        })
        .collect();
    let items: Vec<Item> = marks
        .iter()
        .enumerate()
        .map(|(index, (_, from, value))| {
            let to = marks
                .get(index + 1)
                .map_or(text.len(), |(start, _, _)| *start);
            let label = text.get(*from..to).unwrap_or_default();
            let end = label.find([';', '\n', '。']).unwrap_or(label.len());
            let label = label
                .get(..end)
                .unwrap_or(label)
                .trim()
                .trim_end_matches([',', ')', '(', '、', ';', '.', ']'])
                .trim();
            Item {
                value: (*value).to_owned(),
                label: Some(label.to_owned()),
            }
        })
        .collect();
    let items = once(items);
    if items.is_empty() {
        return reversed(text, numeric);
    }
    let labels = |item: &Item| item.label.clone().unwrap_or_default();
    let values_in_labels = items
        .iter()
        .all(|item| matches!(style(&labels(item)), Style::Dotted | Style::Upper));
    if !numeric && values_in_labels {
        let items = items.iter().map(|item| Item {
            value: labels(item),
            label: None,
        });
        return Some(Listed::sure(items.collect()));
    }
    match items.as_slice() {
        [_] if numeric && (about_values(name) || text.contains("1.") || text.contains("1、")) => {
            Some(Listed::unsure(items, "only one value is listed"))
        }
        [_] => reversed(text, numeric),
        _ if numeric => Some(Listed::sure(items)),
        _ if about_values(name) => Some(Listed::unsure(items, "numbers are listed for a text")),
        _ => None,
    }
}

/// Each value once: an example cell may repeat the list.
fn once(items: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    for item in items {
        if !kept.iter().any(|known| known.value == item.value) {
            kept.push(item);
        }
    }
    kept
}

/// `Male: 1; Female: 0`, `男:1;女:0`.
fn reversed(text: &str, numeric: bool) -> Option<Listed> {
    if !numeric {
        return None;
    }
    let form =
        pattern!(r"([A-Za-z一-鿿][A-Za-z一-鿿 ]{0,30}?)\s*[:=\-]\s*(\d{1,3})\s*(?:[;,、/)]|$|\s)");
    let items: Vec<Item> = form
        .captures_iter(text)
        .filter_map(|found| {
            let label = found.get(1)?.as_str();
            let label = label
                .rsplit(' ')
                .next()
                .filter(|_| !has_chinese(label))
                .unwrap_or(label);
            Some(Item {
                value: found.get(2)?.as_str().to_owned(),
                label: Some(label.trim().to_owned()),
            })
        })
        .collect();
    (items.len() >= 2 && distinct(&items)).then(|| Listed::sure(items))
}

/// Bare numbers in brackets or behind a word that announces values: `(0, 1)`, `values 1/2/3`.
fn digits(text: &str) -> Option<Listed> {
    let form = pattern!(
        r"(?i)(?:\(|\bvalues?\s*(?:is|are|:)?\s*|取值\s*(?:为|:)?\s*|枚举值?\s*:?\s*|\bone of\s*:?\s*)((?:-?\d{1,4}\s*(?:,|/|、|\bor\b|\||或)\s*)+-?\d{1,4})\s*(?:\)|$|[.;。])"
    );
    let found = form.captures(text)?;
    let items: Vec<Item> = split(found.get(1)?.as_str())
        .into_iter()
        .map(|value| Item { value, label: None })
        .collect();
    (items.len() >= 2 && distinct(&items)).then(|| Listed::sure(items))
}

fn all_digits(items: &[Item]) -> bool {
    items.iter().all(|item| style(&item.value) == Style::Digits)
}

/// Values behind a word that announces them: `Value is A or B`, `one of: a, b`, `enumerated values: A, B.`, `取值：A、B`.
fn introduced(text: &str, name: &str) -> Option<Listed> {
    let form = pattern!(
        r"(?i)(?:\b(?:values?|options?|enum(?:erated|eration)?(?: values?)?|one of|allowed|possible values?|supported(?: values?)?|supports?|include[sd]?|status|type|state)\s*(?:are|is|as|can be|may be|must be|:|=|\()+\s*:?\s*|\bone of\s+|(?:枚举值?|取值(?:范围)?|可选值?|支持|包括|分为|状态|类型|值为)\s*(?:为|有|是|:|\()*\s*:?\s*)([^.;。\n]+)"
    );
    for found in form.captures_iter(text) {
        let Some(group) = found.get(1) else { continue };
        let parts = split(group.as_str().trim_end_matches(')'));
        if parts.iter().any(|part| is_and_so_on(part)) {
            return None;
        }
        let items: Option<Vec<Item>> = parts.iter().map(|part| item(part)).collect();
        let Some(items) = items.filter(|items| items.len() >= 2 && distinct(items)) else {
            continue;
        };
        let strong = items.iter().all(|item| {
            matches!(
                style(&item.value),
                Style::Upper | Style::Dotted | Style::Title
            )
        });
        let strong = strong
            || items
                .iter()
                .all(|item| style(&item.value) == Style::Digits && item.label.is_some());
        let weak =
            items.iter().all(|item| style(&item.value) == Style::Lower) && about_values(name);
        if strong {
            return Some(Listed::sure(items));
        }
        if weak {
            return Some(Listed::unsure(items, "the values are words in lower case"));
        }
    }
    None
}

/// Values in capitals or with dots that follow each other, whatever announces them: `ONLINE,OFFLINE`, `A:甲 B:乙`.
fn run(text: &str) -> Option<Listed> {
    let word = pattern!(r"[A-Za-z0-9_.]+");
    let mut items: Vec<Item> = Vec::new();
    let mut best: Vec<Item> = Vec::new();
    let mut end = 0;
    let mut words = word.find_iter(text).peekable();
    while let Some(found) = words.next() {
        let value = found.as_str().trim_end_matches('.');
        let strong = match style(value) {
            Style::Upper => value.len() >= 2,
            Style::Dotted => {
                value
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_' | '0'..='9'))
                    && !value.starts_with("http")
            }
            _ => false,
        };
        if !strong {
            continue;
        }
        let between = text.get(end..found.start()).unwrap_or_default();
        if !items.is_empty() && !separates(between) {
            keep_longer(&mut best, &mut items);
        }
        if let Some(last) = items.last_mut() {
            last.label = label(between);
        }
        items.push(Item {
            value: value.to_owned(),
            label: None,
        });
        end = found.start() + value.len();
    }
    if items.len() >= 2
        && let Some(last) = items.last_mut()
    {
        last.label = label(
            text.get(end..)
                .unwrap_or_default()
                .split([';', '。'])
                .next()
                .unwrap_or_default(),
        );
    }
    if items.len() >= 2
        && pattern!(r"(?i)^\s*(?:,|、)?\s*(?:etc|and so on|等)")
            .is_match(text.get(end..).unwrap_or_default())
    {
        items.clear();
    }
    keep_longer(&mut best, &mut items);
    let plain = pattern!(r"(?i)\b(?:the|with|by|from|via|to)\s*$");
    let before = best
        .first()
        .and_then(|first| text.find(&first.value))
        .and_then(|at| text.get(..at))
        .unwrap_or_default();
    if best.len() < 2 || plain.is_match(before) {
        return None;
    }
    let glued = unglue(&mut best);
    let near = best
        .iter()
        .all(|item| item.value.len() <= 3 && item.label.is_none());
    let doubt = match (glued, near) {
        (true, _) => Some("a word before the first value stood together with it"),
        (_, true) => Some("the values may be abbreviations in a sentence"),
        _ => None,
    };
    Some(Listed {
        items: best,
        doubt,
        glued,
    })
}

/// Takes a word off the first value that belongs to the sentence before: `nameticket.closed,ticket.open`.
fn unglue(items: &mut [Item]) -> bool {
    let [first, second, ..] = items else {
        return false;
    };
    let Some((head, _)) = second.value.split_once('.') else {
        return false;
    };
    let head = format!("{head}.");
    match first.value.find(&head) {
        Some(at) if at > 0 => {
            first.value = first.value.get(at..).unwrap_or_default().to_owned();
            true
        }
        _ => false,
    }
}

fn keep_longer(best: &mut Vec<Item>, items: &mut Vec<Item>) {
    let found = std::mem::take(items);
    if found.len() > best.len() && found.len() >= 2 && distinct(&found) {
        *best = found;
    }
}

/// Whether `between` may stand between two values of one list.
fn separates(between: &str) -> bool {
    pattern!(r"^\s*(?:\([^()]*\)|[:=\-–]\s*[^,;:、/|]{1,30}|[一-鿿]{1,15})?\s*(?:,|、|/|;|\||\bor\b|\band\b|或者|或|和|\n)\s*(?:or\s|and\s)?$").is_match(between)
        || pattern!(r"^\s*(?:[:=\-–]\s*)?[一-鿿]{1,15}\s*$").is_match(between)
        || pattern!(r"^\s*\([^()]*\)\s*$").is_match(between)
}

/// The label between a value and the next.
fn label(between: &str) -> Option<String> {
    let text =
        pattern!(r"(?i)\s*(?:,|、|/|;|\||\bor|\band|或者|或|和)\s*$").replace(between.trim(), "");
    let text = text
        .trim_matches(|c: char| matches!(c, '(' | ')' | ':' | '=' | '-' | ' ' | ',' | '、' | '.'));
    (!text.is_empty() && text.len() < 80).then(|| text.to_owned())
}

/// `fixed value A`, `fixed as A`, `固定值A`.
fn fixed(text: &str) -> Option<Listed> {
    let form = pattern!(
        r#"(?i)(?:\bfixed(?:\s+(?:value|as|to|at|is|in))*|\bconstant(?:\s+value)?|\balways(?:\s+is)?|固定(?:值|为|传|填)*)\s*(?:is|为|:|=)?\s*:?\s*['"]?([A-Za-z0-9_][A-Za-z0-9_.]*)"#
    );
    let found = form.captures(text)?;
    let value = found.get(1)?.as_str().trim_end_matches('.');
    let plain =
        matches!(style(value), Style::None | Style::Lower) || value.eq_ignore_ascii_case("length");
    let item = Item {
        value: value.to_owned(),
        label: None,
    };
    (!plain).then(|| Listed::unsure(vec![item], "only one value is listed"))
}

/// Words of states that platforms have: values that stand together without a comma are told apart by them.
const STATES: &[&str] = &[
    "PENDING",
    "COMPLETED",
    "COMPLETE",
    "FAILED",
    "SUCCESS",
    "SUCCEEDED",
    "PROCESSING",
    "CANCELLED",
    "CANCELED",
    "CLOSED",
    "REJECTED",
    "EXPIRED",
    "REFUNDED",
    "ACTIVE",
    "INACTIVE",
    "ACTIVED",
    "INACTIVED",
    "VOIDED",
    "VOID",
    "CREATED",
    "PAID",
    "UNPAID",
    "OPEN",
    "APPROVED",
    "TIMEOUT",
    "REVERSED",
    "SETTLED",
    "ENABLED",
    "DISABLED",
    "ONLINE",
    "OFFLINE",
    "REFUNDING",
    "PAYING",
    "INIT",
];

/// Values that stand together without anything between them: `PENDINGCOMPLETED`, `qr.payment.successqr.payment.failed`.
fn glued(text: &str, known: &[String]) -> Option<Listed> {
    for word in pattern!(r"[A-Za-z_.]+").find_iter(text) {
        let word = word.as_str().trim_end_matches('.');
        let parts = glued_dots(word).or_else(|| glued_states(word, known));
        if let Some(parts) = parts {
            let items = parts.into_iter().map(|value| Item { value, label: None });
            return Some(Listed {
                items: items.collect(),
                doubt: Some("the values stand together without anything between them"),
                glued: true,
            });
        }
    }
    None
}

fn glued_dots(word: &str) -> Option<Vec<String>> {
    let (head, _) = word.split_once('.')?;
    let starts: Vec<usize> = word
        .match_indices(&format!("{head}."))
        .map(|(at, _)| at)
        .collect();
    if starts.len() < 2 {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    let parts = starts
        .iter()
        .zip(ends)
        .filter_map(|(from, to)| word.get(*from..to))
        .map(str::to_owned);
    Some(parts.collect())
}

fn glued_states(word: &str, known: &[String]) -> Option<Vec<String>> {
    if style(word) != Style::Upper || word.len() < 8 || STATES.contains(&word) {
        return None;
    }
    let mut rest = word;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let states = STATES
            .iter()
            .copied()
            .chain(known.iter().map(String::as_str))
            .filter(|state| *state != word);
        let next = states
            .filter(|state| rest.starts_with(state))
            .max_by_key(|state| state.len())?;
        parts.push(next.to_owned());
        rest = rest.get(next.len()..)?;
    }
    (parts.len() >= 2).then_some(parts)
}
