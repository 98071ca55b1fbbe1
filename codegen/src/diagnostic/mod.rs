//! What is wrong with a spec: one [`Diagnostic`] a mistake, gathered in [`Diagnostics`].

mod code;
mod excerpt;
mod github;
mod human;
mod json;
mod position;
mod render;
mod suggest;
#[cfg(test)]
mod tests;

pub use code::Code;
pub use json::{MESSAGE_FIELDS, PLACE_FIELDS};
pub use render::Style;
pub use suggest::{nearest, suggest};

use crate::{place::Place, source::Sources};

/// One mistake in the spec: what, where, and how to mend it.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Which rule was broken.
    pub code: Code,
    /// One sentence that names the offending value.
    pub message: String,
    /// The exact key or value.
    pub place: Place,
    /// A short remark at the place; may be empty.
    pub label: String,
    /// Another place that has to do with it, and why.
    pub related: Option<(Place, String)>,
    /// How to mend it.
    pub help: String,
}

impl Diagnostic {
    /// A mistake at `place`.
    pub fn new(
        code: Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            place,
            label: String::new(),
            related: None,
            help: help.into(),
        }
    }

    /// Adds a short remark at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Points at a second place, such as the first of two declarations.
    #[must_use]
    pub fn related(mut self, place: Place, why: impl Into<String>) -> Self {
        if place != Place::NOWHERE {
            self.related = Some((place, why.into()));
        }
        self
    }
}

/// How many mistakes are kept to be shown. Nobody reads more in one go, and a broken file can hold a hundred thousand.
const MAX_SHOWN: usize = 1_000;

/// How long a message, a label or a help may be, in characters. One can quote a value of a megabyte.
const MAX_TEXT: usize = 1_000;

/// All mistakes found in one run: the first thousand in full, and how many more there are.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    more: usize,
}

impl Diagnostics {
    /// Adds one, unless it is about a value that could not be read: that has been told, and what follows from it would
    /// be noise. Its texts are shortened where they are overlong.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.place == Place::NOWHERE {
            return;
        }
        if self.list.len() == MAX_SHOWN {
            self.more += 1;
            return;
        }
        shorten(&mut diagnostic.message);
        shorten(&mut diagnostic.label);
        shorten(&mut diagnostic.help);
        self.list.push(diagnostic);
    }

    /// Adds all of `mistakes`.
    pub fn extend(&mut self, mistakes: impl IntoIterator<Item = Diagnostic>) {
        for mistake in mistakes {
            self.push(mistake);
        }
    }

    /// The last mistake told at `place`, for more to be said of it.
    pub fn last_at(&mut self, place: Place) -> Option<&mut Diagnostic> {
        self.list
            .iter_mut()
            .rev()
            .find(|mistake| mistake.place == place)
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The mistakes, by file and place.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.list.sort_by_key(|a| (a.place, a.code));
        self
    }

    /// The mistakes in the order they are held, those past the first thousand left out.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many there are, those past the first thousand counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len() + self.more
    }

    /// How many there are, in words.
    #[must_use]
    pub fn count(&self) -> String {
        let count = self.len();
        let noun = if count == 1 { "mistake" } else { "mistakes" };
        match self.more {
            0 => format!("{count} {noun} in the spec"),
            more => format!("{count} {noun} in the spec, {more} of them not shown"),
        }
    }

    /// All mistakes as `style` has them. What people read ends with the count.
    #[must_use]
    pub fn render(&self, sources: &Sources, style: Style) -> String {
        render::render(self, sources, style)
    }
}

fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MAX_TEXT) {
        text.truncate(end);
        text.push('…');
    }
}
