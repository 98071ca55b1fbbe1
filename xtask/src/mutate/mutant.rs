//! One mutant: what was done to which node of which file.

use std::{fmt, ops::Range};

use codegen::source::{SourceFile, Sources};
use similar::TextDiff;

/// A file of a spec with one thing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The file, counted as the sources count.
    pub file: usize,
    /// What was done.
    pub kind: Kind,
    /// In which way, such as `keyword`.
    pub how: &'static str,
    /// To what: keys and list positions from the root of the file.
    pub path: String,
    /// How the text changes, in the order of the text.
    pub edits: Vec<Edit>,
    /// The node that was changed, in the bytes of the changed text: a diagnostic belongs in there.
    pub node: Range<usize>,
    /// The names that are no longer there, if some are not.
    pub lost: Vec<String>,
}

/// The kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An entry or item is gone, or all that a list or mapping held.
    Delete,
    /// An entry or item stands twice.
    Duplicate,
    /// An entry or item and the one after it have changed places.
    Swap,
    /// A key is another one.
    RenameKey,
    /// A text is another one.
    RenameText,
    /// A value is of another type.
    Retype,
    /// A key is of another type.
    RetypeKey,
    /// Something stands there that YAML readers disagree about.
    Trap,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delete => "delete",
            Self::Duplicate => "duplicate",
            Self::Swap => "swap",
            Self::RenameKey => "rename key",
            Self::RenameText => "rename text",
            Self::Retype => "retype",
            Self::RetypeKey => "retype key",
            Self::Trap => "trap",
        })
    }
}

/// A stretch of text, and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// The text that comes.
    pub text: String,
}

impl Edit {
    /// Puts `text` where `range` was.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { range, text }
    }
}

/// `text` with `edits` made.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

impl Mutant {
    /// The whole spec with this one change.
    #[must_use]
    pub fn sources(&self, original: &Sources) -> Sources {
        let files = original.files().iter().enumerate();
        Sources::from_texts(files.map(|(index, file)| {
            let text = if index == self.file {
                apply(&file.text, &self.edits)
            } else {
                file.text.clone()
            };
            (file.path.clone(), text)
        }))
    }

    /// Where it is and what was done, on one line.
    #[must_use]
    pub fn title(&self, original: &Sources) -> String {
        let file = original.files().get(self.file);
        let file = file.map_or("?", |file| file.path.as_str());
        format!("{} ({}) {} in {file}", self.kind, self.how, self.path)
    }

    /// What was done, as a diff.
    #[must_use]
    pub fn diff(&self, original: &Sources) -> String {
        let Some(SourceFile { text, .. }) = original.files().get(self.file) else {
            return String::new();
        };
        let changed = apply(text, &self.edits);
        let diff = TextDiff::from_lines(text.as_str(), changed.as_str());
        diff.unified_diff()
            .context_radius(0)
            .missing_newline_hint(false)
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, apply};

    #[test]
    fn edits_are_made_in_one_go() {
        let edits = [
            Edit::new(0..1, "A"),
            Edit::new(2..2, "-"),
            Edit::new(3..4, ""),
        ];
        assert_eq!(apply("abcde", &edits), "Ab-ce");
        assert_eq!(apply("abc", &[]), "abc");
    }
}
