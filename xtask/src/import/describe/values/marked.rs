//! Lists whose values are marked by numbers.

use super::{Item, Listed, Style, TOGETHER, about_values, distinct, style};
use crate::import::{
    table::words::Base,
    text::{has_chinese, pattern},
};

/// `1、x 2、y`, `1.x 2.y`, `1:x, 2:y`, `1=x`, `0-x`, and the other way round: `Male: 1; Female: 0`.
pub(super) fn numbered(text: &str, name: &str, base: Base) -> Option<Listed> {
    let numeric = matches!(base, Base::Int32 | Base::Int64);
    let mark = pattern!(
        r"(?:^|[\s,;:(\[。、)>\n]|[^\x00-\x7f])(-?\d{1,4})\s*(?:、|\.|\)|:|=|->|\s-\s|-|–)\s*([^\d\s.,;:=+\-/]|\d?[A-Za-z])"
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

/// Numbers from 0 or 1 on, each with its label and nothing between them: `0否1是`, `1 personal 2 business`.
pub(super) fn counted(text: &str) -> Option<Listed> {
    let begins = pattern!(r"^\d\s?(?:[^\x00-\x7f]|[A-Za-z]{2})");
    let apart = |before: char| matches!(before, ' ' | ',' | ';' | ':' | '(' | '\n');
    let joined = |before: &str| {
        let word = pattern!(r"[a-z]{2}$").is_match(before);
        before.ends_with(|c: char| c.is_ascii() && !apart(c)) && !word
    };
    let starts: Vec<usize> = pattern!(r"\d+")
        .find_iter(text)
        .filter(|found| found.len() == 1)
        .map(|found| found.start())
        .filter(|at| text.get(*at..).is_some_and(|rest| begins.is_match(rest)))
        .filter(|at| text.get(..*at).is_some_and(|before| !joined(before)))
        .collect();
    let before = |at: &usize| {
        text.get(..*at)
            .and_then(|before| before.chars().next_back())
    };
    if starts
        .first()
        .and_then(before)
        .is_some_and(|c| c.is_ascii_lowercase())
    {
        return None;
    }
    let together = |at: &usize| before(at).is_some_and(char::is_alphanumeric);
    let glued = starts.iter().skip(1).any(together);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let items: Vec<Item> = starts
        .iter()
        .zip(ends)
        .filter_map(|(from, to)| {
            let (value, label) = text.get(*from..to)?.split_at_checked(1)?;
            let label = label.split([',', ';', ')', '、', '。']).next()?.trim();
            Some(Item {
                value: value.to_owned(),
                label: Some(label.to_owned()).filter(|label| !label.is_empty()),
            })
        })
        .collect();
    let mut numbers: Vec<u32> = items
        .iter()
        .filter_map(|item| item.value.parse().ok())
        .collect();
    numbers.sort_unstable();
    let counted = numbers.first().is_some_and(|first| *first <= 1)
        && numbers
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if *b == a + 1));
    let mut labels: Vec<&Option<String>> = items.iter().map(|item| &item.label).collect();
    labels.sort_unstable();
    labels.dedup();
    let own = labels.len() == items.len() && items.iter().all(|item| item.label.is_some());
    (items.len() >= 2 && counted && own).then(|| Listed {
        glued,
        doubt: glued.then_some(TOGETHER),
        ..Listed::sure(items)
    })
}

/// Each value once: an example cell may repeat the list.
pub(super) fn once(items: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    for item in items {
        if !kept.iter().any(|known| known.value == item.value) {
            kept.push(item);
        }
    }
    kept
}

/// `Male: 1; Female: 0`, `男:1;女:0`.
pub(super) fn reversed(text: &str, numeric: bool) -> Option<Listed> {
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
