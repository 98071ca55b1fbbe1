//! From text to a tree of [`Node`]s, with every YAML feature refused by name that a spec has no use for.

use std::{
    collections::hash_map::{Entry, HashMap},
    iter,
};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};

use super::{Kind, Node, characters, span, syntax};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    place::Place,
};

/// How many values one file may hold. The largest real one holds 500; each takes memory and may be a mistake.
const MAX_NODES: usize = 100_000;

/// The tree of the one document in `text`, the file with index `file`. Each mistake goes to `diagnostics`; `None`
/// means that the file cannot be used at all, and that a diagnostic says why.
pub fn parse(text: &str, file: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    if !characters::check(text, file, diagnostics) {
        return None;
    }
    let mut reader = Reader {
        text,
        events: Parser::new_from_str(text),
        bytes: byte_offsets(text),
        file,
        nodes: 0,
        diagnostics,
    };
    match reader.document() {
        Ok(node) => node,
        Err(Stop::Syntax(error)) => {
            let at = reader.byte(error.marker().index());
            let mistake = syntax::explain(&error, text, file, at);
            reader.diagnostics.push(mistake);
            None
        }
        Err(Stop::Reported) => None,
    }
}

/// Byte offset of each character, and of the end: the parser counts characters.
fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .chain(iter::once(text.len()))
        .collect()
}

/// Why reading ended early.
enum Stop {
    Syntax(ScanError),
    Reported,
}

struct Reader<'a> {
    text: &'a str,
    events: Parser<'a, StrInput<'a>>,
    bytes: Vec<usize>,
    file: usize,
    nodes: usize,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Place), Stop> {
        match self.events.next_event() {
            Some(Ok((event, span))) => {
                let place = self.place(span);
                Ok((event, place))
            }
            Some(Err(error)) => Err(Stop::Syntax(error)),
            None => Err(Stop::Reported),
        }
    }

    fn document(&mut self) -> Result<Option<Node>, Stop> {
        let mut root = None;
        let mut begin = Place::start_of(self.file);
        loop {
            let (event, place) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(self.or_empty(root)),
                Event::DocumentStart(_) => begin = place,
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                event if root.is_none() => root = Some(self.node(event, place, 0)?),
                _ => {
                    let message = "a second YAML document begins here";
                    self.refuse(Code::NotCarried, begin, message, "keep one document a file");
                    return Err(Stop::Reported);
                }
            }
        }
    }

    fn or_empty(&mut self, root: Option<Node>) -> Option<Node> {
        if root.is_none() {
            let place = Place {
                end: self.text.lines().next().map_or(0, str::len),
                ..Place::start_of(self.file)
            };
            let message = "the file is empty";
            self.refuse(Code::Syntax, place, message, "write the file, or remove it");
        }
        root
    }

    fn node(&mut self, event: Event<'a>, place: Place, depth: usize) -> Result<Node, Stop> {
        self.count(place, depth)?;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_marks(place, anchor, tag.is_some());
                let end = span::scalar_end(self.text, place.start, place.end, style);
                let place = Place { end, ..place };
                let plain = style == ScalarStyle::Plain;
                self.refuse_typographic_quotes(&text, plain, place);
                Ok(Node {
                    kind: Kind::Scalar {
                        text: text.into_owned(),
                        plain,
                    },
                    place,
                })
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_marks(place, anchor, tag.is_some());
                self.sequence(place, depth)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_marks(place, anchor, tag.is_some());
                self.mapping(place, depth)
            }
            Event::Alias(_) => {
                self.diagnostics.push(syntax::alias(place));
                Ok(Node {
                    kind: Kind::Refused,
                    place,
                })
            }
            _ => Err(Stop::Reported),
        }
    }

    /// Ends the reading when there is too much to read: deeper, or more of it, than any spec has use for.
    fn count(&mut self, place: Place, depth: usize) -> Result<(), Stop> {
        self.nodes += 1;
        if depth > syntax::MAX_DEPTH {
            self.diagnostics.push(syntax::too_deep(place));
            return Err(Stop::Reported);
        }
        if self.nodes > MAX_NODES {
            let message = format!("the file holds more than {MAX_NODES} values");
            self.refuse(Code::TooLarge, place, message, "split it, or shorten it");
            return Err(Stop::Reported);
        }
        Ok(())
    }

    fn sequence(&mut self, start: Place, depth: usize) -> Result<Node, Stop> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, place) = self.next()?;
            if event == Event::SequenceEnd {
                let last = items.last().map_or(start.end, |item| item.place.end);
                return Ok(Node {
                    kind: Kind::Sequence(items),
                    place: self.collection(start, place, last),
                });
            }
            items.push(self.node(event, place, depth + 1)?);
        }
    }

    fn mapping(&mut self, start: Place, depth: usize) -> Result<Node, Stop> {
        let mut entries: Vec<(Node, Node)> = Vec::new();
        let mut seen = HashMap::new();
        loop {
            let (event, place) = self.next()?;
            if event == Event::MappingEnd {
                let last = entries
                    .last()
                    .map_or(start.end, |(_, value)| value.place.end);
                return Ok(Node {
                    kind: Kind::Mapping(entries),
                    place: self.collection(start, place, last),
                });
            }
            let key = self.node(event, place, depth + 1)?;
            let (event, place) = self.next()?;
            let value = self.node(event, place, depth + 1)?;
            let key = self.plain_key(key);
            if self.is_new_key(&key, &mut seen) {
                entries.push((key, value));
            }
        }
    }

    /// Where a list or mapping stands that begins at `start`, whose last value ends at `last`.
    fn collection(&self, start: Place, end: Place, last: usize) -> Place {
        let end = span::bracket_end(self.text, end.start).unwrap_or(last);
        Place { end, ..start }
    }

    /// The key, or in place of one that is no scalar, which is reported, a refused one.
    fn plain_key(&mut self, key: Node) -> Node {
        if let Kind::Scalar { .. } | Kind::Refused = key.kind {
            return key;
        }
        let message = format!("{} stands where a key belongs", key.describe());
        self.refuse(Code::WrongKind, key.place, message, "a key is a plain word");
        Node {
            kind: Kind::Refused,
            ..key
        }
    }

    /// Says so when `key` is one of those `seen` in the same mapping.
    fn is_new_key(&mut self, key: &Node, seen: &mut HashMap<String, Place>) -> bool {
        let Some(name) = key.text() else {
            return true;
        };
        let first = match seen.entry(name.to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(key.place);
                return true;
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::DuplicateKey,
                key.place,
                format!("the key `{name}` stands twice in one mapping"),
                "remove one of the two, or rename it",
            )
            .related(first, "first written here"),
        );
        false
    }

    /// `“text”` looks quoted, but those quotes would be part of the text.
    fn refuse_typographic_quotes(&mut self, text: &str, plain: bool, place: Place) {
        let is_quote = |c: char| "“”„‟‘’‚‛«»".contains(c);
        if plain && (text.starts_with(is_quote) || text.ends_with(is_quote)) {
            self.refuse(
                Code::WantsQuotes,
                place,
                "to YAML these typographic quotes are part of the text",
                "write straight quotes, \" or \'; or put such quotes around these",
            );
        }
    }

    fn refuse_marks(&mut self, place: Place, anchor: usize, tagged: bool) {
        let end = span::mark_end(self.text, place.start).unwrap_or(place.end);
        let place = Place { end, ..place };
        if anchor != 0 {
            self.refuse(
                Code::NotCarried,
                place,
                "an anchor stands here",
                "remove it: the language has no anchors",
            );
        }
        if tagged {
            self.refuse(
                Code::NotCarried,
                place,
                "a tag stands here",
                "remove it: the language has no tags",
            );
        }
    }

    fn refuse(&mut self, code: Code, place: Place, message: impl Into<String>, help: &str) {
        self.diagnostics
            .push(Diagnostic::new(code, place, message, help));
    }

    fn place(&self, span: Span) -> Place {
        Place {
            file: self.file,
            start: self.byte(span.start.index()),
            end: self.byte(span.end.index()),
        }
    }

    fn byte(&self, character: usize) -> usize {
        self.bytes
            .get(character)
            .or(self.bytes.last())
            .copied()
            .unwrap_or_default()
    }
}
