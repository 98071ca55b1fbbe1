//! Where everything stands in a YAML text: each scalar, list and mapping with its stretch of bytes, brackets included.
//!
//! Not the generator's own tree: what judges the generator's places must not take them from it.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};

use crate::Failure;

/// A value or a key.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub shape: Shape,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A single value.
    Scalar {
        /// Quotes and escapes undone.
        text: String,
        /// Written without quotes.
        plain: bool,
    },
    /// A list.
    List {
        /// Written in brackets.
        flow: bool,
        /// What it holds.
        items: Vec<Node>,
    },
    /// A mapping.
    Mapping {
        /// Written in braces.
        flow: bool,
        /// Keys and values.
        entries: Vec<(Node, Node)>,
    },
}

impl Node {
    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.shape {
            Shape::Scalar { text, .. } => Some(text),
            Shape::List { .. } | Shape::Mapping { .. } => None,
        }
    }

    /// The texts of this node and of all below it, keys included.
    pub fn texts(&self, out: &mut Vec<String>) {
        match &self.shape {
            Shape::Scalar { text, .. } => out.push(text.clone()),
            Shape::List { items, .. } => items.iter().for_each(|item| item.texts(out)),
            Shape::Mapping { entries, .. } => {
                for (key, value) in entries {
                    key.texts(out);
                    value.texts(out);
                }
            }
        }
    }
}

/// The tree of `text`.
///
/// # Errors
///
/// It is not YAML, or holds what a spec does not: anchors, several documents, nothing.
pub fn parse(text: &str) -> Result<Node, Failure> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut reader = Reader {
        text,
        events: Parser::new_from_str(text),
        bytes,
    };
    loop {
        let (event, range) = reader.next()?;
        match event {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            event => return reader.node(event, range),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    events: Parser<'a, StrInput<'a>>,
    /// Where each character begins: the parser counts characters.
    bytes: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Range<usize>), Failure> {
        match self.events.next_event() {
            Some(Ok((event, span))) => Ok((event, self.range(span))),
            Some(Err(error)) => Err(format!("not YAML: {error}")),
            None => Err("the text ends early".to_owned()),
        }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or(self.text.len());
        byte(span.start.index())..byte(span.end.index())
    }

    fn node(&mut self, event: Event<'a>, range: Range<usize>) -> Result<Node, Failure> {
        match event {
            Event::Scalar(text, style, _, _) => Ok(Node {
                range: range.start..self.scalar_end(&range),
                shape: Shape::Scalar {
                    text: text.into_owned(),
                    plain: style == ScalarStyle::Plain,
                },
            }),
            Event::SequenceStart(..) => self.list(range),
            Event::MappingStart(..) => self.mapping(range),
            other => Err(format!("no value: {other:?}")),
        }
    }

    fn opens(&self, at: &Range<usize>, bracket: char) -> bool {
        self.text
            .get(at.start..)
            .is_some_and(|text| text.starts_with(bracket))
    }

    /// One past a scalar's last byte. For one in quotes, the parser counts what follows on its line, too.
    fn scalar_end(&self, range: &Range<usize>) -> usize {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else {
            return range.end;
        };
        let mut letters = written.char_indices().skip(1).peekable();
        while let Some((at, letter)) = letters.next() {
            if letter == '\\' && quote == '"' {
                letters.next();
            } else if letter == quote
                && letters
                    .next_if(|(_, next)| quote == '\'' && *next == quote)
                    .is_none()
            {
                return range.start + at + 1;
            }
        }
        range.end
    }

    /// One past a closing bracket, which comes after `at` and nothing but blanks, commas and comments. The parser counts
    /// what follows on its line, too.
    fn bracket_end(&self, at: usize, bracket: char) -> usize {
        let mut in_comment = false;
        let rest = self.text.get(at..).unwrap_or_default();
        for (index, letter) in rest.char_indices() {
            in_comment = if in_comment {
                letter != '\n'
            } else {
                letter == '#'
            };
            if !in_comment && letter == bracket {
                return at + index + 1;
            }
        }
        self.text.len()
    }

    fn list(&mut self, start: Range<usize>) -> Result<Node, Failure> {
        let flow = self.opens(&start, '[');
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, range) = self.next()?;
            if event == Event::SequenceEnd {
                let inner = items.last().map_or(start.start + 1, |item| item.range.end);
                let end = if flow {
                    self.bracket_end(inner, ']')
                } else {
                    inner
                };
                return Ok(Node {
                    range: start.start..end,
                    shape: Shape::List { flow, items },
                });
            }
            items.push(self.node(event, range)?);
        }
    }

    fn mapping(&mut self, start: Range<usize>) -> Result<Node, Failure> {
        let flow = self.opens(&start, '{');
        let mut entries: Vec<(Node, Node)> = Vec::new();
        loop {
            let (event, range) = self.next()?;
            if event == Event::MappingEnd {
                let inner = entries
                    .last()
                    .map_or(start.start + 1, |(_, value)| value.range.end);
                let end = if flow {
                    self.bracket_end(inner, '}')
                } else {
                    inner
                };
                return Ok(Node {
                    range: start.start..end,
                    shape: Shape::Mapping { flow, entries },
                });
            }
            let key = self.node(event, range)?;
            let (event, range) = self.next()?;
            entries.push((key, self.node(event, range)?));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::{Node, Shape, parse};

    /// What stands at each node, keys before values.
    fn stretches<'a>(node: &Node, text: &'a str, out: &mut Vec<&'a str>) {
        out.push(&text[node.range.clone()]);
        match &node.shape {
            Shape::Scalar { .. } => {}
            Shape::List { items, .. } => {
                for item in items {
                    stretches(item, text, out);
                }
            }
            Shape::Mapping { entries, .. } => {
                for (key, value) in entries {
                    stretches(key, text, out);
                    stretches(value, text, out);
                }
            }
        }
    }

    fn read(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        stretches(&parse(text).unwrap(), text, &mut out);
        out
    }

    #[test]
    fn brackets_belong_to_a_node_and_what_follows_does_not() {
        let text = "{ b: [é, 1 ,] , c: {} }  # ]}";
        let all = [
            "{ b: [é, 1 ,] , c: {} }",
            "b",
            "[é, 1 ,]",
            "é",
            "1",
            "c",
            "{}",
        ];
        assert_eq!(read(text), all);
        assert_eq!(read("[ 1 # ]\n]"), ["[ 1 # ]\n]", "1"]);
    }

    #[test]
    fn on_lines_a_node_ends_with_what_it_holds_last() {
        let text = "a:\n  - b: \"x\\\"y\" # c\n    c: 'it''s' # d\n\n  - ~\n# e\n";
        let list = "- b: \"x\\\"y\" # c\n    c: 'it''s' # d\n\n  - ~";
        let item = "b: \"x\\\"y\" # c\n    c: 'it''s'";
        let all = [
            text[..text.len() - 5].as_ref(),
            "a",
            list,
            item,
            "b",
            "\"x\\\"y\"",
            "c",
            "'it''s'",
            "~",
        ];
        assert_eq!(read(text), all);
    }

    #[test]
    fn what_is_no_yaml_is_no_tree() {
        for text in ["a: [", "", "*a"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
