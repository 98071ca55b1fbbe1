//! The facts of a page: what it says about one endpoint or notification, and how sure each of them is.

mod across;
mod assemble;
mod field;
mod json;
mod listings;
mod nest;
#[cfg(test)]
mod oddities;
mod rows;
mod sections;
#[cfg(test)]
mod wordings;

pub use assemble::extract;
pub(crate) use json::PATTERN;
pub use json::{Form, form};

use super::{
    describe::values::Item,
    example::Json,
    page::Line,
    table::{Unread, words::Base},
};

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A call that the merchant makes.
    Endpoint,
    /// A call that the platform makes.
    Notification,
    /// Neither.
    NotAnEndpoint,
}

/// What is around the parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    /// `appId`, `param`, `sign`.
    Signed,
    /// `param`, `sign`.
    SignedNotice,
    /// Nothing.
    Flat,
}

/// What the response table documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// `code`, `message`, `data`.
    Envelope,
    /// The fields of `data`.
    Data,
    /// The fields of one row of `data`.
    Rows,
    /// Nothing: there is none.
    None,
}

/// Which way something travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// To the one who is called.
    Request,
    /// Back.
    Response,
}

/// A type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Type {
    /// What it is.
    pub base: Base,
    /// What a list is of.
    pub element: Base,
}

/// Whether a field must be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Required {
    /// It must.
    Yes,
    /// It need not.
    No,
    /// The table has a column for it, but the cell is lost.
    Lost,
    /// The table has no column for it.
    Unstated,
}

/// A field.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// The line that it was read from.
    pub line: usize,
    /// Its type.
    pub ty: Type,
    /// The type that its row gives, where the rest of the page shows another.
    pub retyped: Option<Type>,
    /// The name that the page has for its type, where another table may be called so.
    pub named: Option<String>,
    /// Whether it must be given.
    pub required: Required,
    /// When it must be given.
    pub required_if: Option<String>,
    /// The values that it has.
    pub values: Vec<Item>,
    /// What is taken when it is absent.
    pub default: Option<String>,
    /// Smallest value.
    pub min: Option<i64>,
    /// Largest value.
    pub max: Option<i64>,
    /// How many digits of these two stand behind the point.
    pub scale: u32,
    /// Least characters.
    pub min_length: Option<i64>,
    /// Most characters.
    pub max_length: Option<i64>,
    /// Fewest items.
    pub min_items: Option<i64>,
    /// Most items.
    pub max_items: Option<i64>,
    /// The form of a date or time.
    pub format: Option<String>,
    /// A regular expression.
    pub pattern: Option<String>,
    /// The fields of an object, or of each object of a list.
    pub fields: Vec<Field>,
    /// Whether a table of its own lists these.
    pub has_table: bool,
    /// Whether a list's element is nowhere shown.
    pub element_assumed: bool,
    /// Whether the page says that it is a list and not of what.
    pub bare_list: bool,
    /// Whether the column for the length says something of a list.
    pub length_on_list: bool,
    /// Whether it counts the smallest unit of a currency.
    pub money: bool,
    /// Whether the page says not to use it.
    pub deprecated: bool,
    /// What the page says about it.
    pub description: String,
    /// The sample in its row.
    pub sample: Option<String>,
    /// How sure this is, from 0 to 1.
    pub confidence: f64,
    /// What a person should look at.
    pub review: Vec<String>,
}

/// Two fields that may lie only so far apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The field it begins with.
    pub start: String,
    /// The field it ends with.
    pub end: String,
    /// How many.
    pub count: i64,
    /// Of what.
    pub unit: &'static str,
}

/// Two fields of which one is never more than the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The field that is less; several are added up.
    pub less: String,
    /// `<`, `<=`, `=`.
    pub sign: &'static str,
    /// The field that is more, a number, or what it is the sum or the difference of.
    pub more: String,
}

/// What fields of one object have to do with each other.
#[derive(Debug, Clone, Default)]
pub struct Among {
    /// Fields of which one must be given.
    pub one_of: Vec<Vec<String>>,
    /// Limits across fields.
    pub spans: Vec<Span>,
    /// Fields that others are not to exceed.
    pub orders: Vec<Order>,
}

/// Contradictions that are a matter of opinion: they say little of the spec.
pub(crate) const SOFT: [&str; 7] = [
    "value-conflict",
    "length-meaning",
    "unit",
    "code-family",
    "header-mixed",
    "sign-sample",
    "format",
];

/// A contradiction or a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inconsistency {
    /// What kind of thing.
    pub tag: &'static str,
    /// Where, from `request` or `response` on; empty where it is about no field.
    pub paths: Vec<String>,
    /// What was seen.
    pub seen: String,
}

/// A field that only an example shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleOnly {
    /// Where it stands in the example.
    pub path: String,
    /// What it holds there.
    pub value: Json,
}

/// The examples of a page.
#[derive(Debug, Clone, Default)]
pub struct Examples {
    /// Parameters of requests, one a block.
    pub requests: Vec<Json>,
    /// Answers that say that all went well.
    pub responses: Vec<Json>,
    /// Answers that say what went wrong.
    pub failures: Vec<Json>,
    /// The signatures in the request bodies, with the parameters that stand beside them.
    pub signatures: Vec<(String, String)>,
}

/// What a page says.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The page's file.
    pub page: String,
    /// What it is about.
    pub kind: Kind,
    /// The HTTP method.
    pub method: Option<String>,
    /// The path below the domain.
    pub path: Option<Line>,
    /// The first heading.
    pub title: Option<Line>,
    /// What is around the parameters.
    pub envelope: Envelope,
    /// What a table lists around the parameters.
    pub body: Vec<Field>,
    /// The parameters.
    pub request: Vec<Field>,
    /// What the response table documents.
    pub root: Root,
    /// Its fields.
    pub response: Vec<Field>,
    /// The list within `data` whose rows the table documents: `response` then is that list, as the example has it.
    pub rows_in: Option<String>,
    /// Fields that only examples show.
    pub example_only: Vec<ExampleOnly>,
    /// Contradictions and gaps.
    pub inconsistencies: Vec<Inconsistency>,
    /// What the parameters have to do with each other.
    pub among: Among,
    /// The same of fields within parameters; those that are compared have their paths.
    pub within: Among,
    /// Whether the page says not to use it.
    pub deprecated: bool,
    /// Rows that could not be read.
    pub unread: Vec<Unread>,
    /// The examples.
    pub examples: Examples,
    /// What the page names and does not have.
    pub missing_links: Vec<Line>,
    /// What is unsure about the page as a whole.
    pub review: Vec<String>,
}

impl Type {
    /// A type that is no list.
    #[must_use]
    pub fn of(base: Base) -> Self {
        Self {
            base,
            element: Base::Unknown,
        }
    }

    /// The type's name in facts.
    #[must_use]
    pub fn name(self) -> String {
        if self.base == Base::List {
            return format!("list<{}>", base_name(self.element));
        }
        base_name(self.base).to_owned()
    }

    /// Whether it is an object or a list of objects.
    #[must_use]
    pub fn has_fields(self) -> bool {
        self.base == Base::Object || (self.base == Base::List && self.element == Base::Object)
    }
}

fn base_name(base: Base) -> &'static str {
    match base {
        Base::Text | Base::Unknown => "string",
        Base::Int32 => "int32",
        Base::Int64 => "int64",
        Base::Bool => "bool",
        Base::Decimal => "decimal",
        Base::Object => "object",
        Base::List => "list",
    }
}

impl Field {
    /// Notes a doubt.
    pub fn doubt(&mut self, confidence: f64, why: impl Into<String>) {
        self.confidence = self.confidence.min(confidence);
        let why = why.into();
        if !self.review.contains(&why) {
            self.review.push(why);
        }
    }

    /// Gives it the type that the page shows elsewhere than in its row.
    pub fn retype(&mut self, ty: Type) {
        let told = std::mem::replace(&mut self.ty, ty);
        self.retyped.get_or_insert(told);
    }

    /// A field that nothing is known of but its name.
    #[must_use]
    pub fn named(name: &str, line: usize, base: Base) -> Self {
        Self {
            name: name.to_owned(),
            line,
            ty: Type::of(base),
            retyped: None,
            named: None,
            required: Required::Unstated,
            required_if: None,
            values: Vec::new(),
            default: None,
            min: None,
            max: None,
            scale: 0,
            min_length: None,
            max_length: None,
            min_items: None,
            max_items: None,
            format: None,
            pattern: None,
            fields: Vec::new(),
            has_table: false,
            element_assumed: false,
            bare_list: false,
            length_on_list: false,
            money: false,
            deprecated: false,
            description: String::new(),
            sample: None,
            confidence: 1.0,
            review: Vec::new(),
        }
    }
}

impl Inconsistency {
    /// Whether it is a matter of opinion: no fact is in doubt for it.
    #[must_use]
    pub fn is_soft(&self) -> bool {
        SOFT.contains(&self.tag)
    }
}

impl Side {
    /// How paths on this side begin.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}
