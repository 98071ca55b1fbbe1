//! What the YAML parser refuses, in words that say what to mend. The parser speaks of tokens and contexts.

use saphyr_parser::ScanError;

use crate::{
    diagnostic::{Code, Diagnostic},
    place::Place,
};

/// How deep lists and mappings may nest. The deepest place the language has is an example's payload.
pub const MAX_DEPTH: usize = 64;

const ELSEWHERE: &str = "mend the syntax; the rest of this file is not checked until then";

/// The mistake that nesting too deep is.
pub fn too_deep(place: Place) -> Diagnostic {
    let message = format!("lists and mappings nest deeper than {MAX_DEPTH} levels");
    let help = "no part of the language nests that deep: flatten it";
    Diagnostic::new(Code::NotCarried, place, message, help)
}

/// The mistake that an alias is.
pub fn alias(place: Place) -> Diagnostic {
    let help = "write the value out: the language has no aliases";
    Diagnostic::new(Code::NotCarried, place, "an alias stands here", help)
}

/// The parser's `error` in `text`, at the byte `at` of the file with index `file`.
pub fn explain(error: &ScanError, text: &str, file: usize, at: usize) -> Diagnostic {
    let spot = |start: usize, end: usize| Place { file, start, end };
    let here = spot(at, at);
    let syntax =
        |place, message: &str, help: &str| Diagnostic::new(Code::Syntax, place, message, help);
    match error.info() {
        "recursion limit exceeded" => too_deep(here),
        "while parsing node, found unknown anchor" => {
            let help = "put a text that begins with `*` in quotes: YAML takes it for an alias";
            Diagnostic::new(
                Code::NotCarried,
                here,
                "an alias to nothing stands here",
                help,
            )
        }
        "':' must be followed by a valid YAML whitespace" => {
            let help = "write `key: value`, with a blank after the colon and no tab";
            syntax(here, "no blank stands between a `:` and this value", help)
        }
        info if info.contains("tab") => {
            let tab = tab_near(text, at).unwrap_or(at);
            let help = "indent with blanks: YAML takes no tabs there";
            syntax(
                spot(tab, tab + 1),
                "a tab stands where a line is indented",
                help,
            )
        }
        "mapping values are not allowed in this context" => {
            let help = "put a text that holds `: ` in quotes; or else mend the indentation";
            syntax(here, "a `:` stands where no key can end", help)
        }
        "simple key expect ':'" => {
            let (start, end) = last_line(text, at);
            let help = "write `key: value`, with a blank after the colon";
            syntax(
                spot(start, end),
                "this line is neither a key nor part of a text",
                help,
            )
        }
        info if info.contains("quoted scalar") && !info.contains("trailing") => {
            let help = "close it with the same quote; indent its further lines deeper than its key";
            syntax(
                here,
                "the text in quotes that begins here does not end well",
                help,
            )
        }
        info if info.starts_with("unexpected character") => {
            let help = "put a text that begins like this in quotes";
            syntax(here, "no text can begin with this character", help)
        }
        info => syntax(here, &format!("this is not YAML: {info}"), ELSEWHERE),
    }
}

/// The tab that is meant: the one right before `at`, or the first one after it.
fn tab_near(text: &str, at: usize) -> Option<usize> {
    let (before, after) = text.split_at_checked(at)?;
    if before.ends_with('\t') {
        return Some(at - 1);
    }
    after.find('\t').map(|distance| at + distance)
}

/// The last line before `at` that is neither blank nor a comment, without its indentation: from where to where.
fn last_line(text: &str, at: usize) -> (usize, usize) {
    let mut before = text.get(..at).unwrap_or(text);
    loop {
        before = before.trim_end();
        let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
        let start = before.len() - line.len();
        if line.is_empty() || !line.starts_with('#') {
            return (start, before.len());
        }
        before = before.get(..start).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use crate::{diagnostic::Diagnostics, yaml::parse};

    /// The only mistake of `text`: the text it points at, and the message.
    fn mistake(text: &str) -> (String, String) {
        let mut diagnostics = Diagnostics::default();
        assert!(parse(text, 0, &mut diagnostics).is_none(), "{text:?}");
        let all: Vec<_> = diagnostics.iter().collect();
        let [only] = all.as_slice() else {
            unreachable!("{all:?}")
        };
        let marked = text.get(only.place.start..only.place.end);
        let marked = match marked {
            Some("") => text.get(only.place.start..).unwrap_or_default(),
            marked => marked.unwrap_or_default(),
        };
        (marked.to_owned(), only.message.clone())
    }

    #[test]
    fn each_syntax_mistake_is_told_at_its_place_in_plain_words() {
        let tab = "a tab stands where a line is indented";
        let line = "this line is neither a key nor part of a text";
        let quotes = "the text in quotes that begins here does not end well";
        for (text, marked, message) in [
            ("a: b\nc:\n\td: x\n", "\t", tab),
            ("a:\r\n  d: x\r\n\te: y\r\n", "\t", tab),
            ("a: {\n\td: x }\n", "\t", tab),
            ("a : 1\nnope:x\n", "nope:x", line),
            (
                "a: 1\n  \nnope:x # why\n\n  # é\n#\nb: c\n",
                "nope:x # why",
                line,
            ),
            ("é: a: b\n", ": b\n", "a `:` stands where no key can end"),
            ("é: \"b\nc: d\n", "\"b\nc: d\n", quotes),
            ("é: 'b", "'b", quotes),
            (
                "é:\tb: c",
                "b: c",
                "no blank stands between a `:` and this value",
            ),
            ("é: @b\n", "@b\n", "no text can begin with this character"),
            ("é: `b`\n", "`b`\n", "no text can begin with this character"),
            ("é: *b* c\n", "*b* c\n", "an alias to nothing stands here"),
            ("a: ]\n", "]\n", "this is not YAML: misplaced bracket"),
        ] {
            assert_eq!(
                mistake(text),
                (marked.to_owned(), message.to_owned()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn no_kind_of_nesting_gets_past_the_limit() {
        for unit in ["[", "{a: ", "[{a: ", "- ", "? ", ": "] {
            let (_, message) = mistake(&unit.repeat(100_000));
            assert_eq!(
                message, "lists and mappings nest deeper than 64 levels",
                "{unit}"
            );
        }
    }
}
