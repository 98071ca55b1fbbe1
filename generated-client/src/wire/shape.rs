//! The facts about a record: its fields, their limits, and the rules between them.

/// What a record looks like on the wire.
#[derive(Debug)]
pub struct Shape {
    /// The Rust name, for `Debug`.
    pub name: &'static str,
    /// The fields, in the order in which they are written.
    pub fields: &'static [Field],
    /// What must hold between fields.
    pub rules: &'static [Rule],
}

// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
impl Shape {
    /// A record of these fields.
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self {
            name,
            fields,
            rules: &[],
        }
    }

    /// A record of these fields, with rules between them.
    pub const fn with_rules(
        name: &'static str,
        fields: &'static [Field],
        rules: &'static [Rule],
    ) -> Self {
        assert!(fields.len() <= MAX_FIELDS, "a record has too many fields");
        Self {
            name,
            fields,
            rules,
        }
    }

    /// Where the field of this wire name stands.
    pub fn position(&self, wire: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.wire == wire)
    }
}

/// One field of a record. Every pair of bounds is inclusive.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub wire: &'static str,
    /// Whether the Rust field is an `Option`.
    pub optional: bool,
    /// Whether the value must not be printed.
    pub sensitive: bool,
    /// How many items a list may hold.
    pub items: Option<(u32, u32)>,
    /// Which numbers are allowed; `i64::MIN` and `i64::MAX` stand for "open".
    pub range: Option<(i64, i64)>,
    /// How many Unicode characters a text may have; `u32::MAX` stands for "open".
    pub length: Option<(u32, u32)>,
    /// What a text must match.
    pub pattern: Option<&'static str>,
}

// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
impl Field {
    const fn new(wire: &'static str, optional: bool) -> Self {
        Self {
            wire,
            optional,
            sensitive: false,
            items: None,
            range: None,
            length: None,
            pattern: None,
        }
    }

    /// A field that is always present.
    pub const fn required(wire: &'static str) -> Self {
        Self::new(wire, false)
    }

    /// A field that may be absent or null.
    pub const fn optional(wire: &'static str) -> Self {
        Self::new(wire, true)
    }

    /// Keeps the value out of `Debug` and of messages.
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Limits the number of items in a list.
    pub const fn items(mut self, min: u32, max: u32) -> Self {
        self.items = Some((min, max));
        self
    }

    /// Limits a number, or each number of a list.
    pub const fn range(mut self, min: i64, max: i64) -> Self {
        self.range = Some((min, max));
        self
    }

    /// Limits the number of characters of a text, or of each text of a list.
    pub const fn length(mut self, min: u32, max: u32) -> Self {
        self.length = Some((min, max));
        self
    }

    /// Says what the whole of a text, or of each text of a list, must match.
    pub const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }
}

/// What must hold between the fields of one record. Fields are meant by their wire names.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// The end is not before the start, and at most so many seconds after it.
    Span {
        /// The field of the start.
        start: &'static str,
        /// The field of the end.
        end: &'static str,
        /// The longest span, in seconds.
        max: i64,
    },
    /// Exactly one of the fields is given.
    OneOf(&'static [&'static str]),
    /// At least one of the fields is given.
    AnyOf(&'static [&'static str]),
    /// The field is given where another has one of these values.
    RequiredIf {
        /// The field that must be given.
        field: &'static str,
        /// The field that decides.
        on: &'static str,
        /// The values of `on`, as texts or as decimal digits, that ask for the field.
        values: &'static [&'static str],
    },
}

// Which of these the generated code uses depends on the spec.
#[allow(dead_code)]
impl Rule {
    /// See [`Rule::Span`].
    pub const fn span(start: &'static str, end: &'static str, max: i64) -> Self {
        Self::Span { start, end, max }
    }

    /// See [`Rule::OneOf`].
    pub const fn one_of(fields: &'static [&'static str]) -> Self {
        Self::OneOf(fields)
    }

    /// See [`Rule::AnyOf`].
    pub const fn any_of(fields: &'static [&'static str]) -> Self {
        Self::AnyOf(fields)
    }

    /// See [`Rule::RequiredIf`].
    pub const fn required_if(
        field: &'static str,
        on: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        Self::RequiredIf { field, on, values }
    }
}

/// The most fields that a record may have: the reader notes for each whether it was there.
pub const MAX_FIELDS: usize = 128;
