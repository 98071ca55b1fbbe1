//! What is not quite JSON, made JSON again, with a note of each repair.

use super::lenient;
use crate::import::text::pattern;

/// Mends what no lenient parser takes.
pub(super) fn mend(text: &str, repairs: &mut Vec<&'static str>) -> String {
    let mut mended = text.trim().to_owned();
    let mut step = |repaired: String, what, mended: &mut String| {
        if repaired != *mended {
            repairs.push(what);
            *mended = repaired;
        }
    };
    step(
        mended.replace(['“', '”', '„'], "\""),
        "its quotation marks are curly",
        &mut mended,
    );
    let punctuation = pattern!(r#"(["\d\]}el])(\s*)，"#).replace_all(&mended, "$1$2,");
    let punctuation = pattern!(r#""(\s*)：(\s*)"#).replace_all(&punctuation, "\"$1:$2");
    step(
        punctuation.into_owned(),
        "its punctuation is Chinese",
        &mut mended,
    );
    step(
        mended.replace('\u{a0}', " "),
        "it has hard spaces",
        &mut mended,
    );
    // "param": "{"id":1}", with nothing before the inner quotation marks.
    let bare = pattern!(r#""(\w+)"\s*:\s*"\s*(\{\s*"[^\\]*?\})\s*"\s*([,}\n])"#);
    let quoted = bare.replace_all(&mended, |found: &regex::Captures<'_>| {
        let part = |group: usize| found.get(group).map_or("", |part| part.as_str());
        let inner = part(2).replace('"', "\\\"").replace('\n', " ");
        format!("\"{}\": \"{inner}\"{}", part(1), part(3))
    });
    step(
        quoted.into_owned(),
        "quotation marks within a text are not escaped",
        &mut mended,
    );
    let dots = pattern!(r"(?m)^\s*(?:\.{3,}|…+),?\s*$").replace_all(&mended, "");
    step(dots.into_owned(), "parts are left out", &mut mended);
    // A value that is neither quoted nor one that needs no quotation marks; a comma too many.
    if lenient(&mended).is_none() {
        let bare =
            pattern!(r#"(?m)(":\s*)([A-Za-z_<\x{4e00}-\x{9fff}][^",{}\[\]\n]*?)(\s*(?:[,}\]]|$))"#);
        let quoted = bare.replace_all(&mended, |found: &regex::Captures<'_>| {
            let part = |group: usize| found.get(group).map_or("", |part| part.as_str());
            match part(2) {
                "true" | "false" | "null" => part(0).to_owned(),
                value => format!("{}\"{value}\"{}", part(1), part(3)),
            }
        });
        let commas = pattern!(r",(?:\s*,)+").replace_all(&quoted, ",");
        if lenient(&commas).is_some() {
            step(
                commas.into_owned(),
                "a value has no quotation marks, or a comma is too many",
                &mut mended,
            );
        }
    }
    // A text that is broken over lines.
    if lenient(&mended).is_none() {
        let joined =
            pattern!(r#"([A-Za-z0-9+/=])\n([A-Za-z0-9+/=]+["\n])"#).replace_all(&mended, "$1$2");
        step(
            joined.into_owned(),
            "a text is broken over two lines",
            &mut mended,
        );
    }
    mended
}

/// The text with the brackets closed that are open at its end.
pub(super) fn close(text: &str) -> String {
    let mut open = Vec::new();
    let (mut inside, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => inside = !inside,
            '{' if !inside => open.push('}'),
            '[' if !inside => open.push(']'),
            '}' | ']' if !inside => {
                open.pop();
            }
            _ => {}
        }
    }
    let mut closed = text.trim_end().trim_end_matches(',').to_owned();
    if inside {
        closed.push('"');
    }
    closed.extend(open.iter().rev());
    closed
}
