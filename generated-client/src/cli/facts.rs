//! What the generated code says about each endpoint for the command line: facts, no behaviour.

use super::pages::{Begin, begin};
use crate::operation::{Operation, OperationInfo};
use crate::stream::Paged;
use crate::wire::{Record, Wire};

/// One endpoint as a command.
pub struct Command {
    /// The facts about the endpoint.
    pub operation: &'static OperationInfo,
    /// The command, as in `balance-records`.
    pub name: &'static str,
    /// What it does, in one line.
    pub title: &'static str,
    /// What else a caller should know; may be empty.
    pub details: &'static str,
    /// Why not to use it any more.
    pub deprecated: Option<&'static str>,
    /// Makes what is read into.
    pub make: Make,
    /// The parameters, in the order of the request.
    pub arguments: &'static [Argument],
    /// The members of the answer around its rows, the rows among them; empty where the answer is nothing else.
    pub frame: &'static [Column],
    /// The fields of a row, or of an answer that is one object: what is shown line by line.
    pub columns: &'static [Column],
}

impl Command {
    /// The argument of a parameter, by its wire name.
    pub fn argument(&self, wire: &str) -> Option<&'static Argument> {
        self.arguments.iter().find(|argument| argument.wire == wire)
    }
}

/// Makes a blank request and a blank answer of an operation.
pub struct Make {
    /// The request.
    pub request: fn() -> Box<dyn Record>,
    /// What `data` is read into.
    pub answer: fn() -> Box<dyn Wire>,
    /// Reads all pages, if there are pages.
    pub pages: Option<Begin>,
}

// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
impl Make {
    /// That of the operation whose request is `O`.
    pub const fn of<O: Operation>() -> Self {
        Self {
            request: || Box::new(O::unfilled()),
            answer: || Box::new(<O::Response as Wire>::blank()),
            pages: None,
        }
    }

    /// The same, of an operation whose answers come in pages.
    pub const fn paged<O: Paged>() -> Self {
        Self {
            pages: Some(begin::<O>),
            ..Self::of::<O>()
        }
    }
}

/// A parameter on the command line. Whether it must be given, and whether it is sensitive, its request's shape says.
pub struct Argument {
    /// Its name on the wire.
    pub wire: &'static str,
    /// The option, without dashes.
    pub name: &'static str,
    /// What its text means; that of an item, if it is a list.
    pub kind: Kind,
    /// What it is, and what it may be.
    pub docs: &'static str,
    /// Whether it may be given more than once.
    pub many: bool,
    /// Why not to use it any more.
    pub deprecated: Option<&'static str>,
}

// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
impl Argument {
    /// A parameter that is given once.
    pub const fn new(
        wire: &'static str,
        name: &'static str,
        kind: Kind,
        docs: &'static str,
    ) -> Self {
        Self {
            wire,
            name,
            kind,
            docs,
            many: false,
            deprecated: None,
        }
    }

    /// Lets it be given more than once.
    pub const fn list(mut self) -> Self {
        self.many = true;
        self
    }

    /// Says why not to use it any more.
    pub const fn deprecated(mut self, why: &'static str) -> Self {
        self.deprecated = Some(why);
        self
    }
}

/// A field of an answer.
pub struct Column {
    /// Its name on the wire.
    pub wire: &'static str,
    /// How it is shown.
    pub kind: Kind,
    /// What it is.
    pub docs: &'static str,
}

// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
impl Column {
    /// A field.
    pub const fn new(wire: &'static str, kind: Kind, docs: &'static str) -> Self {
        Self { wire, kind, docs }
    }
}

/// What a value is, as far as it matters for reading it from a command line and for showing it.
// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
#[derive(Clone, Copy)]
pub enum Kind {
    /// A text or an id.
    Text,
    /// True or false.
    Flag,
    /// A number that is no money.
    Number,
    /// An amount, in a currency's smallest unit on the wire.
    Money {
        /// The currency's code.
        currency: &'static str,
        /// How many decimals it has.
        digits: u32,
    },
    /// A date and time of day.
    Time {
        /// The zone that it is meant in.
        zone: &'static str,
        /// How far that is ahead of UTC.
        offset_minutes: i64,
    },
    /// One of these.
    Choice(&'static [Choice]),
    /// Anything else, as JSON.
    Json,
}

/// A value that is known.
pub struct Choice {
    /// As it travels.
    pub wire: &'static str,
    /// What it means.
    pub docs: &'static str,
}

// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
impl Choice {
    /// A value.
    pub const fn new(wire: &'static str, docs: &'static str) -> Self {
        Self { wire, docs }
    }
}
