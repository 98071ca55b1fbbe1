//! One JSON text in the many ways in which libraries write it.

use serde_json::value::RawValue;

use crate::sandbox::json::{Object, quoted};

/// JSON whose numbers keep their digits, and whose objects keep their order.
pub(super) enum Node {
    Word(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn parse(json: &str) -> Option<Self> {
        Self::new(serde_json::from_str(json).ok()?)
    }

    fn new(raw: &RawValue) -> Option<Self> {
        let json = raw.get();
        Some(match json.bytes().next()? {
            b'"' => Self::Text(serde_json::from_str(json).ok()?),
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
                Self::List(items.into_iter().map(Self::new).collect::<Option<_>>()?)
            }
            b'{' => {
                let object: Object = serde_json::from_str(json).ok()?;
                let member =
                    |(name, value): (String, Box<RawValue>)| Some((name, Self::new(&value)?));
                Self::Object(object.0.into_iter().map(member).collect::<Option<_>>()?)
            }
            _ => Self::Word(json.to_owned()),
        })
    }

    fn is_null(&self) -> bool {
        matches!(self, Self::Word(word) if word == "null")
    }
}

/// What stands between the parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    None,
    /// After each colon and comma, as Python does it.
    Blanks,
    /// A line for each part, indented by this.
    Lines(&'static str),
}

/// How characters are escaped that need not be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    None,
    /// What is not ASCII, as Python and PHP do it.
    Ascii,
    AsciiUpper,
    /// Slashes, as PHP does it.
    Slashes,
    SlashesAndAscii,
    /// What HTML means something by, as Gson and Go do it.
    Html,
}

/// A way to write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) space: Space,
    pub(super) escapes: Escapes,
    pub(super) sorted: bool,
    /// Leaves out members that are null.
    pub(super) sparse: bool,
    /// Writes numbers as texts.
    pub(super) texts: bool,
}

impl Layout {
    pub(super) const PLAIN: Self = Self {
        space: Space::None,
        escapes: Escapes::None,
        sorted: false,
        sparse: false,
        texts: false,
    };

    /// All ways that are tried, the simplest first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let spaces = [
            Space::None,
            Space::Blanks,
            Space::Lines("    "),
            Space::Lines("  "),
            Space::Lines("\t"),
        ];
        let escapes = [
            Escapes::None,
            Escapes::Slashes,
            Escapes::Ascii,
            Escapes::SlashesAndAscii,
            Escapes::Html,
            Escapes::AsciiUpper,
        ];
        let layouts = [false, true].into_iter().flat_map(move |sorted| {
            spaces.into_iter().flat_map(move |space| {
                escapes.into_iter().map(move |escapes| Self {
                    space,
                    escapes,
                    sorted,
                    ..Self::PLAIN
                })
            })
        });
        let odd = [false, true].into_iter().flat_map(|sorted| {
            let odd = Self {
                sorted,
                ..Self::PLAIN
            };
            [
                Self {
                    sparse: true,
                    ..odd
                },
                Self { texts: true, ..odd },
            ]
        });
        layouts.chain(odd)
    }

    pub(super) fn write(self, node: &Node) -> String {
        let mut out = String::new();
        self.node(node, 0, &mut out);
        out
    }

    fn node(self, node: &Node, depth: usize, out: &mut String) {
        match node {
            Node::Word(word) if self.texts && !node.is_null() => self.text(word, out),
            Node::Word(word) => out.push_str(word),
            Node::Text(text) => self.text(text, out),
            Node::List(items) => {
                self.parts(('[', ']'), items.iter(), depth, out, |item, out| {
                    self.node(item, depth + 1, out);
                });
            }
            Node::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.retain(|(_, value)| !(self.sparse && value.is_null()));
                if self.sorted {
                    members.sort_by(|(a, _), (b, _)| a.cmp(b));
                }
                let colon = if self.space == Space::None { ":" } else { ": " };
                self.parts(
                    ('{', '}'),
                    members.into_iter(),
                    depth,
                    out,
                    |(name, value), out| {
                        self.text(name, out);
                        out.push_str(colon);
                        self.node(value, depth + 1, out);
                    },
                );
            }
        }
    }

    fn parts<T>(
        self,
        (open, close): (char, char),
        parts: impl ExactSizeIterator<Item = T>,
        depth: usize,
        out: &mut String,
        mut write: impl FnMut(T, &mut String),
    ) {
        let any = parts.len() > 0;
        out.push(open);
        for (index, part) in parts.enumerate() {
            if index > 0 {
                out.push_str(if self.space == Space::Blanks {
                    ", "
                } else {
                    ","
                });
            }
            self.line(depth + 1, out);
            write(part, out);
        }
        if any {
            self.line(depth, out);
        }
        out.push(close);
    }

    fn line(self, depth: usize, out: &mut String) {
        if let Space::Lines(indent) = self.space {
            out.push('\n');
            out.push_str(&indent.repeat(depth));
        }
    }

    fn text(self, text: &str, out: &mut String) {
        let quoted = quoted(text);
        if self.escapes == Escapes::None {
            out.push_str(&quoted);
            return;
        }
        quoted
            .chars()
            .for_each(|character| self.character(character, out));
    }

    fn character(self, character: char, out: &mut String) {
        use Escapes::{Ascii, AsciiUpper, Html, Slashes, SlashesAndAscii};
        match (character, self.escapes) {
            ('/', Slashes | SlashesAndAscii) => out.push_str("\\/"),
            ('<' | '>' | '&' | '=' | '\'', Html) => {
                // Go leaves the last two as they are; texts with them are rare.
                out.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            (other, Ascii | SlashesAndAscii) if !other.is_ascii() => {
                let units = &mut [0; 2];
                let units = other.encode_utf16(units).iter();
                units.for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            (other, AsciiUpper) if !other.is_ascii() => {
                let units = &mut [0; 2];
                let units = other.encode_utf16(units).iter();
                units.for_each(|unit| out.push_str(&format!("\\u{unit:04X}")));
            }
            (other, _) => out.push(other),
        }
    }
}
