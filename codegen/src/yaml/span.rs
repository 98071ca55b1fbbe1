//! Where a value really ends. The parser says where the next one may begin, which is often further on: behind blanks, a
//! comment, or the bracket of whatever the value stands in.

use saphyr_parser::ScalarStyle;

/// Where the scalar that begins at `start` ends; `end` is what the parser says.
pub fn scalar_end(text: &str, start: usize, end: usize, style: ScalarStyle) -> usize {
    let span = text.get(start..end).unwrap_or_default();
    let length = match style {
        ScalarStyle::DoubleQuoted => quoted(span, '"'),
        ScalarStyle::SingleQuoted => quoted(span, '\''),
        _ => span.trim_end().len(),
    };
    start + length
}

/// The length of the quoted text that `span` begins with.
fn quoted(span: &str, quote: char) -> usize {
    let mut characters = span.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            // In single quotes, two of them stand for one.
            let doubled =
                quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
            if !doubled {
                return at + quote.len_utf8();
            }
            characters.next();
        }
    }
    span.trim_end().len()
}

/// Where a list or mapping ends whose end the parser sees at `at`: behind its bracket. One that is made by indentation
/// ends where its last value does, so this says nothing.
pub fn bracket_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    rest.starts_with([']', '}']).then_some(at + 1)
}

/// Where the anchor or tag ends that begins at `start`, if one does.
pub fn mark_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest.starts_with(['&', '!']).then_some(start + length)
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostic::Diagnostics,
        yaml::{Kind, Node, parse},
    };

    /// The text under each value of a mapping.
    fn values(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::default();
        let root = parse(text, 0, &mut diagnostics);
        let Some(Node {
            kind: Kind::Mapping(entries),
            ..
        }) = root
        else {
            return Vec::new();
        };
        let under = |value: &Node| {
            text.get(value.place.start..value.place.end)
                .map(str::to_owned)
        };
        let values = entries.iter().filter_map(|(_, value)| under(value));
        values.collect()
    }

    #[test]
    fn a_value_ends_where_it_ends() {
        let text = concat!(
            "plain: a b   # comment\n",
            "double: \"a \\\" ] b\"   # comment\n",
            "single: 'it''s }'   # comment\n",
            "empty list: []   # comment ]\n",
            "list: [ 1, \"2\" ]   # comment\n",
            "mapping: { a: {} }   # comment\n",
            "block:\n  - x\n  - 'y'  # comment\n",
            "folded: >\n  one\n  two\n\n",
            "ไทย: \"สวัสดี\"  # comment\n",
        );
        assert_eq!(
            values(text),
            [
                "a b",
                "\"a \\\" ] b\"",
                "'it''s }'",
                "[]",
                "[ 1, \"2\" ]",
                "{ a: {} }",
                "- x\n  - 'y'",
                "one\n  two",
                "\"สวัสดี\"",
            ]
        );
    }

    #[test]
    fn an_anchor_and_a_tag_are_marked_without_what_they_stand_on() {
        let text = "a: &x { b: 1 }\nc: !!str 1\n";
        let mut diagnostics = Diagnostics::default();
        parse(text, 0, &mut diagnostics);
        let marked: Vec<_> = diagnostics
            .iter()
            .map(|mistake| text.get(mistake.place.start..mistake.place.end))
            .collect();
        assert_eq!(marked, [Some("&x"), Some("!!str")]);
    }
}
