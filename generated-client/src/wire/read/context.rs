//! What the reader knows besides the value at hand: how to treat unknown fields, and where it is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};

use serde::de::Error;

/// What to do with a field that the shape does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// Skip it. This costs nothing.
    Skip,
    /// Refuse the whole input.
    Refuse,
    /// Skip it, but note its path; note, too, where an enum has a value that it does not know.
    Note,
}

/// The longest part of an unknown field's name that is shown, in characters.
const SHOWN: usize = 64;
/// No more paths of a kind than these are noted: how many there are is up to the server.
const MAX_NOTED: usize = 100;

/// What was noted: paths, sorted, each once, with `[]` for the items of lists.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// Fields that no shape names.
    pub fields: Vec<String>,
    /// Enums with a value that they do not know.
    pub values: Vec<String>,
}

/// One step of a path.
pub enum Step {
    /// Into a field.
    Field(&'static str),
    /// Into a field that no shape names.
    Unknown(String),
    /// Into an item of a list.
    Item(usize),
}

/// The state of one reading.
pub struct Context {
    unknown: Unknown,
    /// The way from the mistake outwards, gathered while the error travels up.
    failed: RefCell<Vec<Step>>,
    /// Whether the error is one of this reader's, not of the format.
    ours: Cell<bool>,
    /// The way inwards. Kept only where unknown fields are noted.
    here: RefCell<Vec<Step>>,
    noted_fields: RefCell<BTreeSet<String>>,
    noted_values: RefCell<BTreeSet<String>>,
    /// The name of the unknown field at hand. Kept only where someone will ask for it.
    name: Cell<String>,
}

impl Context {
    /// A new reading.
    pub fn new(unknown: Unknown) -> Self {
        Self {
            unknown,
            failed: RefCell::default(),
            ours: Cell::new(false),
            here: RefCell::default(),
            noted_fields: RefCell::default(),
            noted_values: RefCell::default(),
            name: Cell::default(),
        }
    }

    /// What to do with unknown fields.
    pub fn unknown(&self) -> Unknown {
        self.unknown
    }

    /// An error of this reader. The message must not quote a value.
    #[cold]
    pub fn error<E: Error>(&self, message: impl Display) -> E {
        self.ours.set(true);
        E::custom(message)
    }

    /// Whether the error came from [`error`](Self::error), not from the format.
    pub fn is_ours(&self) -> bool {
        self.ours.get()
    }

    /// Notes that the error lies below this step.
    #[cold]
    pub fn below<E>(&self, step: Step, error: E) -> E {
        self.failed.borrow_mut().push(step);
        error
    }

    /// The path of the error, such as `list[3].balance`; empty for the outermost value.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.failed.borrow().iter().rev() {
            push_step(&mut path, step, true);
        }
        path
    }

    /// Goes into a field or an item.
    pub fn enter(&self, step: impl FnOnce() -> Step) {
        if self.unknown == Unknown::Note {
            self.here.borrow_mut().push(step());
        }
    }

    /// Comes back out.
    pub fn leave(&self) {
        if self.unknown == Unknown::Note {
            self.here.borrow_mut().pop();
        }
    }

    /// Keeps the name of an unknown field, where it will be asked for.
    pub fn keep_name(&self, name: &str) {
        if self.unknown != Unknown::Skip {
            self.name.set(name.to_owned());
        }
    }

    /// The name that was kept.
    pub fn take_name(&self) -> String {
        self.name.take()
    }

    /// Notes an unknown field of the object at hand.
    pub fn note_field(&self, name: String) {
        let mut path = self.inwards();
        push_step(&mut path, &Step::Unknown(name), false);
        note(&self.noted_fields, path);
    }

    /// Notes the value at hand, where such are noted and it is not a known one.
    #[inline]
    pub fn check_known(&self, is_known: impl FnOnce() -> bool) {
        if self.unknown == Unknown::Note && !is_known() {
            note(&self.noted_values, self.inwards());
        }
    }

    /// The path of the value at hand.
    fn inwards(&self) -> String {
        let mut path = String::new();
        for step in self.here.borrow().iter() {
            push_step(&mut path, step, false);
        }
        path
    }

    /// All that was noted.
    pub fn into_noted(self) -> Noted {
        let sorted = |noted: RefCell<BTreeSet<_>>| noted.into_inner().into_iter().collect();
        Noted {
            fields: sorted(self.noted_fields),
            values: sorted(self.noted_values),
        }
    }
}

fn note(noted: &RefCell<BTreeSet<String>>, path: String) {
    let mut noted = noted.borrow_mut();
    if noted.len() < MAX_NOTED {
        noted.insert(path);
    }
}

fn push_step(path: &mut String, step: &Step, numbered: bool) {
    let name = match step {
        Step::Field(name) => name,
        Step::Unknown(name) => name.as_str(),
        Step::Item(index) if numbered => {
            // Writing to a `String` cannot fail.
            let _ = write!(path, "[{index}]");
            return;
        }
        Step::Item(_) => return path.push_str("[]"),
    };
    if !path.is_empty() {
        path.push('.');
    }
    match step {
        Step::Unknown(_) => path.extend(name.chars().flat_map(char::escape_debug).take(SHOWN)),
        _ => path.push_str(name),
    }
}
