//! What a name or a value is replaced by: pure functions from one scalar to others.

use super::mutant::Kind;

/// A replacement: the kind of change, in which way, and the text to write.
pub type Word = (Kind, &'static str, String);

/// Other names for `name`. `sibling` is a name that stands next to it.
#[must_use]
pub fn names(name: &str, sibling: Option<&str>) -> Vec<(&'static str, String)> {
    let mut out = vec![
        ("an X more", format!("{name}X")),
        ("misspelt", misspelt(name)),
        ("first letter's case", other_case(name)),
        ("capitals", name.to_uppercase()),
        // No identifier even with `r#` before it.
        ("keyword", "self".to_owned()),
        ("keyword and key", "type".to_owned()),
        ("not Latin", "名".to_owned()),
        ("digit first", "1st".to_owned()),
        ("apostrophe", "it's".to_owned()),
        ("two words", "two words".to_owned()),
        ("another", "seven".to_owned()),
    ];
    out.extend(sibling.map(|sibling| ("sibling's", sibling.to_owned())));
    out
}

/// Two letters in the middle have changed places.
fn misspelt(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let differ = |at: &usize| letters.get(*at) != letters.get(at + 1);
    let middle = letters.len().saturating_sub(1) / 2;
    let last = letters.len().saturating_sub(1);
    let spot = (middle..last).chain(0..middle).find(differ);
    if let Some(at) = spot {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

fn other_case(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| {
        if first.is_uppercase() {
            first.to_lowercase().to_string()
        } else {
            first.to_uppercase().to_string()
        }
    });
    first.unwrap_or_default() + letters.as_str()
}

/// What `text`, a scalar, may be taken for; `plain` if it stands without quotes.
#[must_use]
pub fn retyped(text: &str, plain: bool) -> Vec<(&'static str, String)> {
    let in_quotes = quoted(text);
    let mut out = vec![
        ("null", "~".to_owned()),
        ("list", format!("[{in_quotes}]")),
        ("mapping", format!("{{ key: {in_quotes} }}")),
        ("empty text", "\"\"".to_owned()),
        ("empty list", "[]".to_owned()),
        ("empty mapping", "{}".to_owned()),
        ("boolean", "true".to_owned()),
        ("number", "7".to_owned()),
        ("negative", "-1".to_owned()),
        ("zero", "0".to_owned()),
        ("20 digits", "12345678901234567890".to_owned()),
        ("fraction", "1.5".to_owned()),
        ("number in quotes", "\"7\"".to_owned()),
    ];
    if plain && text == "true" {
        out.push(("other boolean", "false".to_owned()));
    }
    if plain && !is_text(text) {
        out.push(("text", "seven".to_owned()));
        out.push(("in quotes", in_quotes));
    }
    out
}

/// What a list or mapping may be taken for.
pub const CONTAINERS: &[(&str, &str)] = &[
    ("null", "~"),
    ("number", "7"),
    ("text", "seven"),
    ("empty text", "\"\""),
];

/// What YAML readers disagree about.
pub const TRAPS: &[(&str, &str)] = &[
    ("No", "No"),
    ("leading zero", "0123"),
    ("date", "2024-01-01"),
];

/// Whether a plain scalar is text, as opposed to a number, a boolean or null.
#[must_use]
pub fn is_text(plain: &str) -> bool {
    !matches!(plain, "" | "~" | "null" | "true" | "false") && plain.parse::<f64>().is_err()
}

/// In double quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{misspelt, names, other_case, retyped};

    #[test]
    fn names_are_misspelt_where_it_shows() {
        assert_eq!(misspelt("total"), "toatl");
        assert_eq!(misspelt("ab"), "ba");
        assert_eq!(misspelt("aab"), "aba");
        // Nothing to swap: the caller drops what has not changed.
        assert_eq!(misspelt("aa"), "aa");
        assert_eq!(misspelt(""), "");
        assert_eq!(other_case("mchUuid"), "MchUuid");
        assert_eq!(other_case("Thb"), "thb");
        assert_eq!(names("a", Some("b")).len(), names("a", None).len() + 1);
    }

    #[test]
    fn quotes_are_put_around_what_is_no_text() {
        let how = |text, plain| -> Vec<&str> {
            let all = retyped(text, plain).into_iter();
            all.map(|(how, _)| how).collect()
        };
        assert!(how("15", true).contains(&"in quotes"));
        assert!(!how("15", false).contains(&"in quotes"));
        assert!(!how("Thb", true).contains(&"in quotes"));
        assert!(how("true", true).contains(&"other boolean"));
    }
}
