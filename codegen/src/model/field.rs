//! Fields of the model: names, types and limits.

use std::fmt;

use serde::{Serialize, Serializer};

/// One name in every spelling that is needed, minted once.
#[derive(Debug, Clone, Serialize)]
pub struct Name {
    /// As it travels.
    pub wire: String,
    /// As a Rust field, method or module.
    pub rust: String,
    /// As a command-line flag or command.
    pub cli: String,
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A 32-bit number.
    Int32,
    /// A 64-bit number.
    Int64,
    /// An exact decimal number.
    Decimal,
    /// Text.
    Text,
    /// A declared id, by its Rust name.
    Id(String),
    /// Declared money.
    Money {
        /// Its Rust name.
        rust: String,
        /// The function that makes it from a number, as in `from_satang`.
        make: String,
    },
    /// A declared date and time, by its Rust name.
    DateTime(String),
    /// A declared enum, by its Rust name.
    Enum(String),
    /// An object that several endpoints share, by its Rust name.
    Shared(String),
    /// An object of the endpoint at hand, by its Rust name.
    Local(String),
    /// A list.
    List(Box<Type>),
}

/// As the spec writes it: `[MchUuid]`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Int32 => f.write_str("int32"),
            Self::Int64 => f.write_str("int64"),
            Self::Decimal => f.write_str("decimal"),
            Self::Text => f.write_str("string"),
            Self::Id(name)
            | Self::Money {
                rust: name,
                make: _,
            }
            | Self::DateTime(name)
            | Self::Enum(name)
            | Self::Shared(name)
            | Self::Local(name) => f.write_str(name),
            Self::List(item) => write!(f, "[{item}]"),
        }
    }
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where a field is documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Source {
    /// In a table of the page.
    Table,
    /// Only in an example.
    Example,
}

/// One field of a record.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it means.
    pub docs: String,
    /// What it holds.
    pub ty: Type,
    /// Request: must be given. Response: always present.
    pub required: bool,
    /// What the platform takes when it is absent, as JSON text.
    pub default: Option<String>,
    /// What it may hold.
    pub limits: Limits,
    /// Personal data, never shown.
    pub sensitive: bool,
    /// Where it is documented.
    pub source: Source,
    /// Request: the row field that it selects by.
    pub selects: Option<String>,
    /// Response: the row field that it sums up.
    pub sum_of: Option<String>,
    /// Why not to use it any more.
    pub deprecated: Option<String>,
}

/// What a value may hold. Every bound is inclusive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Least and greatest value.
    pub range: Option<(Option<i64>, Option<i64>)>,
    /// Fewest and most characters.
    pub length: Option<(Option<u32>, Option<u32>)>,
    /// Fewest and most items.
    pub items: Option<(Option<u32>, Option<u32>)>,
    /// A regular expression for the whole text.
    pub pattern: Option<String>,
}

/// A limit between fields, by wire name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Rule {
    /// The end is not before the start, nor further from it than so many seconds.
    Span {
        /// Where the stretch begins.
        start: String,
        /// Where it ends.
        end: String,
        /// Its greatest length, in seconds.
        max_seconds: i64,
    },
    /// Exactly one is given.
    OneOf(Vec<String>),
    /// At least one is given.
    AnyOf(Vec<String>),
    /// `field` is given when `when` has one of the values.
    RequiredIf {
        /// The field that must be given.
        field: String,
        /// The field that decides.
        when: String,
        /// The values that ask for it.
        is: Vec<String>,
    },
}
