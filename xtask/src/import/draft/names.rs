//! Names for what a draft declares.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::{
    super::{
        facts::{Facts, Kind},
        text::key,
    },
    Vocabulary,
};

/// Words of a path that say nothing about what it does.
const EMPTY: &[&str] = &[
    "open_api", "openapi", "api", "jt", "rest", "gateway", "service", "services", "zh", "en",
];

/// Names of fields that say nothing without the operation that they belong to.
const BARE: &[&str] = &[
    "config", "detail", "info", "item", "kind", "level", "limit", "mode", "reason", "result",
    "role", "scene", "state", "status", "type",
];
/// Names of fields that hold the rows of an answer.
const ROWS: &[&str] = &["content", "data", "list", "record", "row"];

/// What the operation or notification of a page is called.
pub fn operation(facts: &Facts, vocabulary: &Vocabulary) -> String {
    let said = |words: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        let words = words.map(ToSnakeCase::to_snake_case);
        words.filter(|word| says_something(word)).collect()
    };
    let path = facts.path.as_ref().filter(|_| facts.kind == Kind::Endpoint);
    let segments = if let Some(path) = path {
        said(&mut path.text.split('/'))
    } else {
        let title = facts.title.as_ref().map_or("", |title| title.text.as_str());
        vec![said(&mut title.split_whitespace()).join("_")]
    };
    let silent = !segments
        .iter()
        .any(|word| word.contains(|c: char| c.is_ascii_alphabetic()));
    let segments = if silent {
        vec![said(&mut stem(&facts.page).split(['_', '-', ' '])).join("_")]
    } else {
        segments
    };
    let most = segments.len();
    for count in 2..=most.max(2) {
        let name = segments
            .get(most.saturating_sub(count)..)
            .unwrap_or_default()
            .join("_");
        let name = usable(&name, facts.kind);
        if !vocabulary.names.contains(&name) {
            return name;
        }
    }
    format!("{}_drafted", usable(&segments.join("_"), facts.kind))
}

/// The name of the page's file, without folder and ending.
fn stem(page: &str) -> &str {
    let file = page.rsplit(['/', '\\']).next().unwrap_or(page);
    file.split('.').next().unwrap_or(file)
}

fn says_something(word: &str) -> bool {
    let version = word
        .strip_prefix('v')
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
    !word.is_empty()
        && !version
        && !EMPTY.contains(&word)
        && !word.chars().all(|c| c.is_ascii_digit() || c == '_')
}

fn usable(name: &str, kind: Kind) -> String {
    let plain: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    let plain = plain.to_snake_case();
    let other = if kind == Kind::Notification {
        "notice"
    } else {
        "call"
    };
    let one_word = !plain.contains('_');
    match plain.as_str() {
        "" => format!("drafted_{other}"),
        word if word.starts_with(|c: char| c.is_ascii_digit()) => format!("{other}_{word}"),
        // One word may be one that Rust or the client uses itself.
        word if one_word => format!("{word}_{other}"),
        word => word.to_owned(),
    }
}

/// A name in words: `mchOrderId` is `mch order id`.
pub fn words(name: &str) -> String {
    name.to_snake_case().replace('_', " ")
}

/// A type's name.
pub fn camel(name: &str) -> String {
    let camel: String = name
        .to_upper_camel_case()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if camel.starts_with(|c: char| c.is_ascii_alphabetic()) {
        camel
    } else {
        format!("T{camel}")
    }
}

/// The name of a type that the field `name` of `operation` has, or the items of it.
pub fn declared(name: &str, operation: &str) -> String {
    let one = singular(name);
    let plain = key(&one);
    if ROWS.contains(&plain.as_str()) {
        return camel(&format!("{operation}_row"));
    }
    if BARE.contains(&plain.as_str()) {
        return camel(&format!("{operation}_{one}"));
    }
    camel(&one)
}

/// The name of one of several things: `items` is `item`, `tokenList` is `token`.
pub fn singular(name: &str) -> String {
    let stem = name
        .strip_suffix("List")
        .or_else(|| name.strip_suffix("_list"))
        .filter(|stem| !stem.is_empty())
        .unwrap_or(name);
    if let Some(stem) = stem.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let plural = stem
        .strip_suffix('s')
        .filter(|rest| !rest.ends_with(['s', 'u', 'i']) && rest.len() > 2);
    plural.unwrap_or(stem).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{declared, stem};

    #[test]
    fn a_type_is_called_after_its_field_or_its_operation() {
        for (field, name) in [
            ("payees", "Payee"),
            ("counterparty", "Counterparty"),
            ("list", "OrderQueryRow"),
            ("data", "OrderQueryRow"),
            ("status", "OrderQueryStatus"),
            ("items", "OrderQueryItem"),
            ("refundStatus", "RefundStatus"),
        ] {
            assert_eq!(declared(field, "order_query"), name);
        }
    }

    #[test]
    fn a_page_is_called_after_its_file() {
        assert_eq!(stem("pages/17_cashout.notice.txt"), "17_cashout");
        assert_eq!(stem("cashout"), "cashout");
    }
}
