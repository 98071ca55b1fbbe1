//! The values that a description lists, in the many notations that pages have, and what only looks like a list of them.

mod brackets;
mod entries;
mod glued;
mod looks;
mod marked;
mod runs;

use brackets::{bracketed, groups};
use entries::entries;
use glued::glued;
use looks::{Style, about_values, distinct, style};
use marked::{counted, numbered};
use runs::run;

use crate::import::{table::words::Base, text::pattern};

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
    let text = without_conditions(&without_examples(text));
    // Where a blank parts values with labels, it stands before the next value's sign.
    let text = pattern!(r"([一-鿿)])\s+([A-Za-z0-9_]+\s*[:=])").replace_all(&text, "$1;$2");
    // A pipe behind a number that begins a line links it to its label.
    let text =
        pattern!(r"((?:^|[;\n])\s*\d{1,3})\s*\|\s*([A-Za-z一-鿿])").replace_all(&text, "$1: $2");
    let numeric = matches!(base, Base::Int32 | Base::Int64);
    let texts = matches!(base, Base::Text | Base::List | Base::Unknown);
    let text = spaced(&text);
    let signature = matches!(name.to_lowercase().as_str(), "sign" | "signature");
    if !(numeric || texts) || signature {
        return None;
    }
    // Before all else: what is glued together looks like one value.
    if texts && let Some((word, parts)) = glued(&text, known) {
        let apart = text.replacen(word, &parts.join(", "), 1);
        let whole = told(&apart, name, base).map(|found| found.items);
        let whole = whole.filter(|items| {
            parts
                .iter()
                .all(|part| items.iter().any(|item| item.value == *part))
        });
        let alone = parts.into_iter().map(|value| Item { value, label: None });
        return Some(Listed {
            items: whole.unwrap_or_else(|| alone.collect()),
            doubt: Some(TOGETHER),
            glued: true,
        });
    }
    let apart = apart(&text);
    let found = told(&apart, name, base)?;
    let glued = apart != text;
    Some(Listed {
        glued: found.glued || glued,
        doubt: found.doubt.or(glued.then_some(TOGETHER)),
        ..found
    })
}

const TOGETHER: &str = "the values stand together without anything between them";

/// The text with a comma between values that have none: `'A''B'`, `A(x)B(y)`, `1:x2:y`.
fn apart(text: &str) -> String {
    let single = pattern!(r"(\w)''(\w)").replace_all(text, "$1','$2");
    let double = pattern!(r#"(\w)""(\w)"#).replace_all(&single, "$1\",\"$2");
    let labelled = pattern!(r"(\([^()]*\))([A-Z0-9][A-Z0-9_]*\()").replace_all(&double, "$1, $2");
    let number = pattern!(r"(\d+)\s?[:=]");
    let numbers = number.captures_iter(&labelled);
    let numbers: Vec<i64> = numbers
        .filter_map(|found| found.get(1)?.as_str().parse().ok())
        .collect();
    let counts = numbers.len() > 1
        && numbers
            .windows(2)
            .all(|pair| matches!(pair, [one, next] if *next == one + 1));
    if !counts {
        return labelled.into_owned();
    }
    // A word before the first number is no label; a Chinese label of one sign needs no comma.
    let mut first = true;
    pattern!(r"([a-z)]|[一-鿿]{2})?(\d+\s?[:=])")
        .replace_all(&labelled, |found: &regex::Captures<'_>| {
            let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
            let apart = !std::mem::take(&mut first) && !part(1).is_empty();
            let sign = if apart { "; " } else { "" };
            format!("{}{sign}{}", part(1), part(2))
        })
        .into_owned()
}

/// The values that `text` lists, none of them glued together.
fn told(text: &str, name: &str, base: Base) -> Option<Listed> {
    if matches!(base, Base::Text | Base::List | Base::Unknown) {
        if let Some(found) = entry_by_entry(text, name, base) {
            return Some(found);
        }
        let in_brackets = groups(text)
            .into_iter()
            .find_map(|group| bracketed(&group, name));
        if let Some(found) = in_brackets.or_else(|| numbered(text, name, base)) {
            return Some(found);
        }
        return run(text);
    }
    entry_by_entry(text, name, base)
        .or_else(|| numbered(text, name, base))
        .or_else(|| counted(text))
}

/// The text with commas between values that are announced and only have blanks between them: `Enum values: A B C`.
fn spaced(text: &str) -> String {
    let form = pattern!(
        r"((?i:values?|enum\w*)|枚举值?|取值|可选值?)(\s*[:为是]*\s*)((?:[A-Z][A-Z0-9_]{2,} )+[A-Z][A-Z0-9_]{2,})"
    );
    let joined = form.replace_all(text, |found: &regex::Captures<'_>| {
        let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
        format!("{}{}{}", part(1), part(2), part(3).replace(' ', ", "))
    });
    joined.into_owned()
}

/// The longest list in the text or in one of its brackets.
fn entry_by_entry(text: &str, name: &str, base: Base) -> Option<Listed> {
    let places = std::iter::once(text.to_owned()).chain(groups(text));
    places
        .filter_map(|place| entries(&place, name, base))
        .reduce(|best, next| {
            if next.items.len() > best.items.len() {
                next
            } else {
                best
            }
        })
}

/// The text without parts that begin with "e.g.": what stands there is a sample.
fn without_examples(text: &str) -> String {
    let open = pattern!(
        r"(?i)[(\[]\s*(?:e\.?\s?g\.?|i\.e\.?|for example|example|such as|like|sample|format|unit|default|unique|refer|see|max|min|optional|required|require|mandatory|total|如果|如|例如|例|比如|譬如|示例|单位|格式|默认|参考|见|不传)\b?[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]?"
    );
    let inner = open.replace_all(text, " ");
    let rest = pattern!(r"(?i)(?:\be\.g\.|\bfor example\b|\bfor instance\b|\bsuch as\b|\blike\s|例如|比如|譬如|示例|如\s*:|如\s*['\x22A-Za-z0-9])[^;。\n()]*").replace_all(&inner, " ");
    let default = pattern!(r#"(?i)[,;]?\s*(?:if not (?:filled|passed|uploaded|provided)\s*,?\s*)?(?:the )?defaults?(?: value)?\s*(?:is|to|:|-|=)?\s*(?:'[^']*'|"[^"]*"|[A-Z0-9_]+)|[,;]?\s*(?:默认|缺省)(?:值)?\s*(?:为|是|取|:|=)?\s*(?:'[^']*'|"[^"]*"|[A-Za-z0-9_]+)"#)
        .replace_all(&rest, " ");
    let absent = pattern!(
        r#"(?i)(?:\bif (?:it is )?(?:not (?:given|sent|set|filled|passed|provided|specified)|omitted|absent|left out|empty)|不[填传](?:时|则)?)\s*,?\s*(?:then |use |it is |取|为|则为)?['"]?\w+['"]?(?: is (?:used|taken|assumed))?"#
    );
    let default = absent.replace_all(&default, " ");
    let open = pattern!(
        r"(?i)[^;。\n()\[\]]*(?:\betc\b|\band (?:so on|others|more)\b|\.\.\.|…|[A-Za-z0-9]\s*等(?:[^待]|$))[^;。\n()\[\]]*"
    );
    open.replace_all(&default, " ").into_owned()
}

/// The text without what is said of other fields' values: "only for A and B", "when type is A, B".
fn without_conditions(text: &str) -> String {
    let english = pattern!(
        r"(?i)\b(?:(?:only|just|not|except|required|mandatory|optional|needed|used|valid|applicable|applies|returned|present|available|given|sent|empty|set) (?:for|if|when|with|by|to|in case)|unless)\b[^.;\n()]*|(?:^|[.;,(]\s*)(?:if|when|where|in case)\s[^,.;\n():]*(?:,\s*(?-i:[A-Z][A-Z0-9_]+)\b)*|\bfor [^.;,\n()]* only\b"
    );
    let chinese = pattern!(
        r"(?:当|如果|若|仅当|只有)[^。;\n()]*|仅[^支限可允。;\n()]{1,40}?(?:时|需要|有效|可用|适用|使用|返回|有值|必填)"
    );
    let listed = |found: &regex::Captures<'_>| {
        let condition = found.get(0).map_or("", |found| found.as_str());
        list_behind(condition).map_or_else(|| " ".to_owned(), str::to_owned)
    };
    // "2 returned by the bank" is a value and its label.
    let value = pattern!(r"(?:^|[;\n])\s*['\x22]?\d{1,3}['\x22]?\s*[:=.-]?\s*$");
    let text = english.replace_all(text, |found: &regex::Captures<'_>| {
        let whole = found.get(0);
        let before = whole.and_then(|whole| text.get(..whole.start()));
        match whole {
            Some(whole) if before.is_some_and(|text| value.is_match(text)) => {
                whole.as_str().to_owned()
            }
            _ => listed(found),
        }
    });
    chinese.replace_all(&text, listed).into_owned()
}

/// What stands behind the colon of a condition, if that is a value with its meaning: "only with FAILED: A01 closed".
fn list_behind(condition: &str) -> Option<&str> {
    let labelled =
        pattern!(r"[:]\s*['\x22]?[A-Z0-9][A-Z0-9_]*['\x22]?\s*(?:[=:(–-]|([a-z]+)\b|[一-鿿])");
    let found = labelled.captures(condition)?;
    let joins = |word: regex::Match<'_>| matches!(word.as_str(), "or" | "and");
    let list = condition.get(found.get(0)?.start()..);
    list.filter(|_| !found.get(1).is_some_and(joins))
}
