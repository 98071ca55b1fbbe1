//! What is wrong with a spec: one [`Diagnostic`] a mistake, gathered in [`Diagnostics`].

mod code;
mod render;
mod suggest;

pub use code::Code;
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

/// All mistakes found in one run.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one, unless it is about a value that could not be read: that has been told, and what follows from it would
    /// be noise.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if diagnostic.place != Place::NOWHERE {
            self.list.push(diagnostic);
        }
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

    /// The mistakes in the order they are held.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The text a person reads: every mistake with its source line, then a count.
    #[must_use]
    pub fn render(&self, sources: &Sources, style: Style) -> String {
        render::render(self, sources, style)
    }
}
