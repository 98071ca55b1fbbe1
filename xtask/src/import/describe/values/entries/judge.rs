//! Whether entries that follow each other are a list of values, and how sure that is.

use super::{Entry, Mark, Tie, kind};
use crate::import::{
    describe::values::{
        Item, Listed,
        looks::{Style, about_values, style},
        runs::{GLUED, unglue},
    },
    table::words::Base,
    text::pattern,
};

/// Whether a run of entries is a list of values, and how sure that is.
pub(super) fn judge(run: &[Entry], marks: &[Mark], name: &str, base: Base) -> Option<Listed> {
    let list = Run {
        tied: run
            .iter()
            .all(|entry| matches!(entry.tie, Tie::Linked | Tie::Before)),
        labelled: run.iter().all(|entry| entry.item.label.is_some()),
        bare: run.iter().all(|entry| entry.tie == Tie::Bare),
        chosen: marks.last() == Some(&Mark::Or)
            || marks
                .iter()
                .all(|mark| matches!(mark, Mark::Slash | Mark::Line)),
        announced: run.first().is_some_and(|first| announces(&first.lead)),
        colon: run
            .first()
            .is_some_and(|first| first.lead.trim_end().ends_with(':')),
        lead: run
            .first()
            .map_or_else(String::new, |first| first.lead.clone()),
        about: about_values(name),
    };
    let first = run.first()?;
    let (quoted, kind) = kind(first);
    let mut items: Vec<Item> = run.iter().map(|entry| entry.item.clone()).collect();
    let glued = kind == 1 && unglue(&mut items);
    let numeric = matches!(base, Base::Int32 | Base::Int64);
    let doubt = match kind {
        _ if quoted && !numeric => Some(None),
        2 => list.digits(&items, numeric),
        _ if numeric => None,
        0 => list.capitals(&items),
        1 if !items.iter().all(|item| is_event(&item.value)) => None,
        1 if glued => Some(Some(GLUED)),
        1 => list.about.then_some(None),
        _ => list.words(&items),
    }?;
    Some(Listed {
        items,
        doubt,
        glued,
    })
}

/// What is known of a run of entries.
#[expect(clippy::struct_excessive_bools, reason = "each is one sign of a list")]
struct Run {
    tied: bool,
    labelled: bool,
    bare: bool,
    chosen: bool,
    announced: bool,
    colon: bool,
    lead: String,
    about: bool,
}

/// `None` where it is no list, else what makes it unsure.
type Verdict = Option<Option<&'static str>>;

impl Run {
    fn capitals(&self, items: &[Item]) -> Verdict {
        let single = items.iter().all(|item| item.value.len() == 1);
        let near = items.iter().all(|item| item.value.len() <= 3);
        let sentence =
            pattern!(r"(?i)\b(?:the|with|by|from|via|to|in|an?|no|not|on|as|at|for)\s*$");
        if self.bare && sentence.is_match(&self.lead) {
            return None;
        }
        if single {
            return (self.tied || self.labelled || self.chosen || self.announced).then_some(None);
        }
        let plain = self.bare || self.tied || self.announced || self.labelled;
        let sure =
            !near || self.labelled || self.announced || self.about || (self.colon && self.chosen);
        plain.then_some((!sure).then_some("the values may be abbreviations in a sentence"))
    }

    fn digits(&self, items: &[Item], numeric: bool) -> Verdict {
        let numbers: Vec<i64> = items
            .iter()
            .filter_map(|item| item.value.parse().ok())
            .collect();
        let mut sorted = numbers;
        sorted.sort_unstable();
        let counted = sorted
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if b - a == 1))
            && sorted.first().is_some_and(|first| (0..=1).contains(first));
        let padded = items
            .iter()
            .all(|item| item.value.starts_with('0') || item.value.len() == 2)
            && items
                .iter()
                .any(|item| item.value.len() == 2 && item.value.starts_with('0'));
        let range = pattern!(
            r"(?i)\bbetween\b|\bfrom\b|\brange\b|\b(?:min|max)(?:imum)?\b|[<>]|范围|最[大小多少]"
        );
        let limits = items
            .iter()
            .filter_map(|item| item.label.as_deref())
            .any(|label| range.is_match(label));
        if limits || range.is_match(&self.lead) {
            return None;
        }
        let listed = self.tied
            || (self.labelled && counted)
            || (self.announced && numeric)
            || (self.bare && self.chosen && (self.colon || self.lead.is_empty()));
        match (listed, numeric) {
            (true, true) => Some(None),
            (true, false) if padded && self.labelled => Some(None),
            (true, false) if self.about => Some(Some("numbers are listed for a text")),
            _ => None,
        }
    }

    fn words(&self, items: &[Item]) -> Verdict {
        let usual = items.iter().any(|item| {
            pattern!(r"(?i)^(?:letters?|digits?|numbers?|characters?|chars|blanks?|spaces|not|null|empty|unique|http|https|email|phone)$").is_match(&item.value)
        });
        // The whole text is the list.
        let alone =
            self.bare && self.lead.is_empty() && items.iter().all(|item| is_camel(&item.value));
        let listed = self.announced
            || (self.about && (self.tied || self.chosen || self.labelled || self.colon || alone));
        let locale = items
            .iter()
            .all(|item| item.value.contains(['-', '_']) && item.value.len() == 5);
        let flag = items
            .iter()
            .all(|item| matches!(item.value.as_str(), "true" | "false"));
        let lower = items.iter().all(|item| style(&item.value) == Style::Lower);
        match () {
            () if usual => None,
            () if locale || flag || (self.announced && lower) => Some(None),
            () if listed => Some(Some("the values are plain words")),
            () => None,
        }
    }
}

/// `WalletPay`: one word of several.
fn is_camel(value: &str) -> bool {
    let mut inner = value.chars().skip(1);
    style(value) == Style::Title && inner.any(|c| c.is_ascii_uppercase())
}

/// `order.paid`, and no address.
fn is_event(value: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '.' | '_' | '0'..='9');
    value.chars().all(plain) && !value.starts_with("http")
}

/// Whether words before a list say that it is one of values.
fn announces(lead: &str) -> bool {
    pattern!(r"(?i)\b(?:values?|options?|enum\w*|one of|allow(?:s|ed)|possible|supported|supports?|either|must be|can be|may be)\b|取值|枚举|可选|可用值|可取|支持|只能|可为|值为|仅限")
        .is_match(lead)
}
